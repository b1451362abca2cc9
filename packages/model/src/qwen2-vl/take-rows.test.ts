import { tf } from '@stepgrpo/tensor';
import { takeRows } from './take-rows';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('picks rows, and its gradient puts them back and leaves the others 0', async () => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
  const rows = tf.tensor1d([3, 1, 0], 'int32');
  const inverse = tf.tensor1d([-1, 1, -1, 0], 'int32'); // the third row picked is padding: nothing flows back
  expect([...(await takeRows(x, rows, inverse).data())]).toEqual([7, 8, 3, 4, 1, 2]);
  const weights = tf.tensor2d([10, 20, 30, 40, 0, 0], [3, 2]);
  const gradient = tf.grad((input) => tf.sum(tf.mul(takeRows(input, rows, inverse), weights)))(x);
  expect([...(await gradient.data())]).toEqual([0, 0, 30, 40, 0, 0, 10, 20]);
});
