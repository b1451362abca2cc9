import { tf } from '@stepgrpo/tensor';
import { perToken } from './per-token';

it('makes a column of one number per row and leaves a matrix alone', () => {
  const matrix = tf.zeros([2, 3]);
  expect(perToken(tf.zeros([2])).shape).toEqual([2, 1]);
  expect(perToken(matrix)).toBe(matrix);
});
