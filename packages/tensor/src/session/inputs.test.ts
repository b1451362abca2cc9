import { ShapeError } from '@stepgrpo/core';
import { hostTensor, scalarTensor } from '../host-tensor';
import { bindInputs } from './inputs';

const bind = bindInputs(
  [
    { name: 'a/x', value: { shape: [2], dtype: 'float32' } },
    { name: 'n', value: { shape: [], dtype: 'int32' } },
  ],
  'step',
);
const [x, n] = [hostTensor([1, 2]), scalarTensor(3, 'int32')];

it('pairs names with tensors in the order compiled for', () => {
  expect(bind({ n, a: { x } })).toEqual([
    ['a/x', x],
    ['n', n],
  ]);
});

it.each<[string, unknown]>([
  ['"step" got no input "n". Fix: pass a tensor of shape [].', { a: { x } }],
  ['"step" has no input "m". Fix: pass exactly: a/x, n.', { a: { x }, n, m: n }],
  [
    'Input "a/x" of "step" is float32 [3], but the function is compiled for float32 [2].',
    { a: { x: hostTensor([1, 2, 3]) }, n },
  ],
  [
    'Input "n" of "step" is float32 [], but the function is compiled for int32 [].',
    { a: { x }, n: scalarTensor(3) },
  ],
  ['is float32 [2] with 1 element(s)', { a: { x: { ...x, data: Float32Array.of(1) } }, n }],
  ['is float32 [2] stored in a Int32Array', { a: { x: { ...x, data: Int32Array.of(1, 2) } }, n }],
  ['"a" is number', { a: 3, n }],
])('says %s', (message, inputs) => {
  expect(() => bind(inputs)).toThrow(ShapeError);
  expect(() => bind(inputs)).toThrow(message);
});
