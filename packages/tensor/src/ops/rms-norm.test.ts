import { tf } from '../tf';
import { overLines, rmsNorm } from './rms-norm';

it('divides by the root of the mean square, epsilon inside the root', () => {
  // mean square of (3, 4) is 12.5; with epsilon 12.5 the root is 5
  const y = rmsNorm(tf.tensor([3, 4], [1, 2]), tf.tensor([1, 10]), 12.5);
  expect(y.arraySync()).toEqual([[expect.closeTo(0.6, 6), expect.closeTo(8, 6)]]);
});

it('gives a line of zeros back as zeros', () => {
  expect(rmsNorm(tf.zeros([2, 3]), tf.ones([3]), 1e-6).arraySync()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

it('sums over all axes but the last', () => {
  expect(overLines(tf.ones([2, 3, 4])).arraySync()).toEqual([6, 6, 6, 6]);
  expect(overLines(tf.tensor([1, 2])).arraySync()).toEqual([1, 2]);
});
