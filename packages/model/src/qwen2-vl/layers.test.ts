import { tf } from '@stepgrpo/tensor';
import { layerNorm, linear, rmsNorm, rotate, weight } from './layers';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('multiplies by the transposed weight and adds the bias where there is one', async () => {
  const weights = { 'a.weight': tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]), 'a.bias': tf.tensor1d([10, 20]) };
  const x = tf.tensor2d([1, 0, -1], [1, 3]);
  expect([...(await linear(weights, 'a', x).data())]).toEqual([8, 18]);
  expect([...(await linear({ 'a.weight': weights['a.weight'] }, 'a', x).data())]).toEqual([-2, -2]);
});

it('turns each pair of a head by its angle', async () => {
  const x = tf.tensor3d([1, 10, 2, 20], [1, 1, 4]); // pairs (1, 2) and (10, 20)
  const cos = tf.tensor3d([0, 1, 0, 1], [1, 1, 4]);
  const sin = tf.tensor3d([1, 0, 1, 0], [1, 1, 4]);
  expect([...(await rotate(x, { cos, sin }).data())]).toEqual([-2, 10, 1, 20]);
});

it('keeps the epsilon inside the root of both norms', async () => {
  const weights = { 'n.weight': tf.tensor1d([1, 1]), 'n.bias': tf.tensor1d([0, 0]) };
  const x = tf.tensor2d([3, -3], [1, 2]);
  expect((await rmsNorm(weights, 'n', x, 7).data())[0]).toBeCloseTo(0.75, 6);
  expect((await layerNorm(weights, 'n', x, 7).data())[1]).toBeCloseTo(-0.75, 6);
});

it('names a weight that is missing', () => {
  expect(() => weight({}, 'model.norm.weight')).toThrow('no "model.norm.weight"');
});
