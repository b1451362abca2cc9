import { tf } from '@stepgrpo/tensor';
import { aggregate, meanOfRowMeans, meanOfTokens, rowMeans } from './aggregate';

const x = tf.tensor2d([[1, 2, 30], [4, 50, 60], [7, 8, 9]]); // prettier-ignore
const mask = tf.tensor2d([[1, 1, 0], [1, 0, 0], [0, 0, 0]]); // prettier-ignore
const numbers = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];
const D = tf.scalar(2);

it('gives each row the mean of its own tokens, and 0 without any', () => {
  expect(numbers(rowMeans(x, mask))).toEqual([1.5, 4, 0]);
  expect(numbers(meanOfRowMeans(x, mask, tf.scalar(2)))).toEqual([2.75]);
});

it('means over tokens, and gives 0 without any', () => {
  expect(numbers(meanOfTokens(x, mask, tf.scalar(3)))[0]).toBeCloseTo(7 / 3, 6);
  expect(numbers(meanOfTokens(x, tf.zerosLike(mask), tf.scalar(0)))).toEqual([0]);
});

it.each([
  ['row-mean', 2.75],
  ['token-mean', 3.5],
  ['generation-token-mean', 3.5],
  ['fixed-length', 3.5],
  ['row-sum', 3.5],
] as const)('sums %s over a given divisor', (aggregation, value) => {
  expect(numbers(aggregate(x, { mask, denominator: D }, { aggregation }))[0]).toBeCloseTo(value, 6);
});

it('gives every token of a row the value of its row', () => {
  const perRow = tf.tensor2d([[10], [20], [30]]); // prettier-ignore
  expect(numbers(aggregate(perRow, { mask, denominator: D }, { aggregation: 'row-sum' }))).toEqual([20]); // 10 * 2 + 20
});

it('mixes padding into the mean of LUSPO only under compat "trl"', () => {
  // sum over all positions of x * tokens of the row, over rows * width * D: (33 * 2 + 114 * 1) / (3 * 2)
  const options = { aggregation: 'row-sum', compat: 'trl' } as const;
  expect(numbers(aggregate(x, { mask, denominator: D }, options))[0]).toBeCloseTo(30, 5);
});
