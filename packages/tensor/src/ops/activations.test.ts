import { tf } from '../tf';
import { geluErf, quickGelu, silu } from './activations';

const at = (op: (x: tf.Tensor) => tf.Tensor, x: number): number => op(tf.scalar(x)).dataSync()[0]!;
const slopeAt = (op: (x: tf.Tensor) => tf.Tensor, x: number): number =>
  tf.grad(op)(tf.scalar(x)).dataSync()[0]!;

// sigmoid(1) = 0.7310586, sigmoid(1.702) = 0.8457958, Phi(1) = 0.8413447 from tables
it.each([
  ['silu', silu, 0.7310586],
  ['quickGelu', quickGelu, 0.8457958],
  ['geluErf', geluErf, 0.8413447],
])('%s is its tabulated value at 1, 0 at 0, and 1 less at -1', (_, op, atOne) => {
  expect(at(op, 1)).toBeCloseTo(atOne, 5);
  expect(at(op, 0)).toBe(0);
  expect(at(op, -1)).toBeCloseTo(atOne - 1, 5);
});

it.each([
  ['silu', silu],
  ['quickGelu', quickGelu],
  ['geluErf', geluErf],
])('%s has slope 1/2 at 0, 1 far above and 0 far below', (_, op) => {
  expect(slopeAt(op, 0)).toBeCloseTo(0.5, 6);
  expect(slopeAt(op, 30)).toBeCloseTo(1, 6);
  expect(slopeAt(op, -30)).toBeCloseTo(0, 6);
});
