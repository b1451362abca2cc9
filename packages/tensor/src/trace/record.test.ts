import { BackendError } from '@stepgrpo/core';
import { tf } from '../tf';
import { record } from './record';

const specs = { x: { shape: [2, 3], dtype: 'float32' } } as const;
type Inputs = { readonly x: tf.Tensor };
const kernels = (fn: (inputs: Inputs) => unknown): string[] =>
  record(fn, specs).graph.nodes.map(({ kernel }) => kernel);

it('writes down kernels in order, with the backward pass', () => {
  expect(kernels(({ x }) => ({ y: tf.tanh(tf.neg(x)) }))).toEqual(['Neg', 'Tanh']);
  expect(kernels(({ x }) => tf.grad((a: tf.Tensor) => tf.exp(a))(x))).toEqual(['Exp', 'Multiply']);
});

it('leaves no node for what changes nothing', () => {
  expect(kernels(({ x }) => tf.clone(x))).toEqual([]);
  expect(
    kernels(({ x }) => ({ a: tf.reshape(x, [2, 3]), b: tf.cast(x, 'float32'), c: tf.transpose(x, [0, 1]) })),
  ).toEqual([]);
  expect(
    kernels(({ x }) => ({
      a: tf.tile(x, [1, 1]),
      b: tf.slice(x, [0, 0], [2, 3]),
      c: tf.pad(x, [
        [0, 0],
        [0, 0],
      ]),
    })),
  ).toEqual([]);
});

it('keeps the names of the output tree, and takes a lone tensor', () => {
  expect(
    record(({ x }: Inputs) => ({ a: { b: x }, c: x }), specs).graph.outputs.map(({ name }) => name),
  ).toEqual(['a/b', 'c']);
  expect(record(({ x }: Inputs) => x, specs).graph.outputs.map(({ name }) => name)).toEqual(['']);
});

it('stores tensors made or captured by the function as constants', () => {
  const outside = tf.tensor([5, 6, 7]);
  const { graph } = record(
    ({ x }: Inputs) => tf.add(tf.mul(x, outside), tf.mul(outside, tf.scalar(2))),
    specs,
  );
  expect(graph.constants.map(({ data }) => Array.from(data))).toEqual([[2], [5, 6, 7]].reverse());
  expect(outside.arraySync()).toEqual([5, 6, 7]); // still where it was
});

it('records a function without inputs', () => {
  expect(record(() => ({ y: tf.range(0, 3) }), {}).graph.inputs).toEqual([]);
});

it('restores the backend and leaves no tensor behind, also after an error', () => {
  const before = { backend: tf.getBackend(), tensors: tf.memory().numTensors };
  record(({ x }: Inputs) => tf.grad((a: tf.Tensor) => tf.softmax(a))(x), specs);
  expect(() => record(() => ({ y: tf.zeros([2]).dataSync() }), specs)).toThrow();
  expect({ backend: tf.getBackend(), tensors: tf.memory().numTensors }).toEqual(before);
});

it.each<[string, (inputs: Inputs) => unknown]>([
  ['reads the numbers of a tensor', ({ x }) => tf.scalar(x.dataSync()[0]!)],
  ['returns no tensors', () => ({})],
  ['is asynchronous', async ({ x }) => x],
  ['kernel "Acos" cannot be compiled', ({ x }) => tf.acos(x)],
  ['was called inside a function that is being recorded', ({ x }) => void record(() => x, specs)],
  ['has the element type string', () => tf.tensor(['text'])],
  ['"y" is number', () => ({ y: 3 })],
])('says that the function %s', (message, fn) => {
  expect(() => record(fn, specs)).toThrow(message);
});

it('refuses a tensor that another recording made', () => {
  let leaked: tf.Tensor | undefined;
  record(({ x }: Inputs) => (leaked = tf.keep(tf.neg(x))), specs);
  expect(() => record(({ x }: Inputs) => tf.add(x, leaked!), specs)).toThrow(BackendError);
});
