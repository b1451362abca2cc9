import { tf } from '@stepgrpo/tensor';
import { metricScalar } from './metric';

const counts = {
  mask: tf.tensor2d([[1, 1], [1, 0], [0, 0]]), // prettier-ignore
  rows: tf.scalar(3),
  tokens: tf.scalar(3),
};
const x = tf.tensor2d([[1, 2], [6, 9], [9, 9]]); // prettier-ignore
const of = (kind: 'mean' | 'min' | 'max', values: tf.Tensor, compat?: 'trl'): number =>
  metricScalar({ kind, values: () => values }, counts, compat).dataSync()[0]!;

it('means over tokens and compares the means of rows', () => {
  expect([of('mean', x), of('min', x), of('max', x)]).toEqual([3, 1.5, 6]);
});

it('weighs a value per row by its tokens, and as one value under compat "trl"', () => {
  const perRow = tf.tensor2d([[3], [6], [9]]); // prettier-ignore
  expect([of('mean', perRow), of('max', perRow)]).toEqual([4, 6]);
  expect([of('mean', perRow, 'trl'), of('max', perRow, 'trl')]).toEqual([6, 9]);
});

it('has no lowest row where no row has tokens', () => {
  const empty = { ...counts, mask: tf.zerosLike(counts.mask), tokens: tf.scalar(0) };
  expect(metricScalar({ kind: 'min', values: () => x }, empty).dataSync()[0]).toBe(Infinity);
  expect(metricScalar({ kind: 'mean', values: () => x }, empty).dataSync()[0]).toBe(0);
});
