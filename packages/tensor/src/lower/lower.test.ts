import { tf } from '../tf';
import { record } from '../trace/record';
import { lower } from './lower';

type Inputs = { readonly x: tf.Tensor };
const specs = { x: { shape: [2, 3], dtype: 'float32' } } as const;
const lowered = (fn: (inputs: Inputs) => unknown) => lower(record(fn, specs).graph, 'program');
const operators = (fn: (inputs: Inputs) => unknown): string[] =>
  lowered(fn).nodes.map(({ opType }) => opType);

it('gives inputs and outputs names that cannot clash', () => {
  const { name, inputs, outputs, nodes } = lowered(({ x }) => ({ x }));
  expect({ name, inputs, outputs }).toEqual({
    name: 'program',
    inputs: [{ name: 'in/x', type: 'float32', shape: [2, 3] }],
    outputs: [{ name: 'out/x', type: 'float32', shape: [2, 3] }],
  });
  expect(nodes).toEqual([
    { opType: 'Identity', domain: '', inputs: ['in/x'], outputs: ['out/x'], attributes: {} },
  ]);
});

it('leaves out what does nothing', () => {
  expect(operators(({ x }) => tf.add(tf.mul(x, tf.ones([2, 3])), 0))).toEqual(['Identity']);
});

it('does not repeat what an operator broadcasts by itself', () => {
  expect(operators(({ x }) => tf.mul(x, tf.broadcastTo(tf.sum(x, 1, true), [2, 3])))).toEqual([
    'ReduceSum',
    'Mul',
    'Identity',
  ]);
});

it('can make one value several outputs', () => {
  expect(operators(({ x }) => ({ a: tf.neg(x), b: x }))).toEqual(['Neg', 'Identity', 'Identity']);
});
