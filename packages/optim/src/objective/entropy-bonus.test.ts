import { tf } from '@stepgrpo/tensor';
import { entropyBonus } from './entropy-bonus';

const given = { entropies: tf.tensor2d([[1, 3, 9]]), selected: tf.tensor2d([[1, 1, 0]]) }; // prettier-ignore
const scalars = {
  denominator: tf.scalar(1),
  rows: tf.scalar(1),
  tokens: tf.scalar(4),
  entropyCoefficient: tf.scalar(0.5),
  entropyDenominator: tf.scalar(4),
};
const first = (tensor: tf.Tensor): number => tensor.dataSync()[0]!;

it('divides by the tokens of the update, and gives what the controller needs', () => {
  const { value, metrics } = entropyBonus({ aggregation: 'row-mean' }, given, scalars);
  expect(first(value)).toBe(0.5); // 0.5 * (1 + 3) / 4
  expect([first(metrics['entropy_sum']!), first(metrics['entropy_tokens']!)]).toEqual([4, 2]);
});

it('divides by the micro-batch\'s tokens times the accumulation under compat "trl"', () => {
  const options = { compat: 'trl', aggregation: 'row-mean' } as const;
  expect(first(entropyBonus(options, given, scalars).value)).toBe(0.25); // 0.5 * 4 / (2 * 4)
  expect(
    first(entropyBonus({ ...options, aggregation: 'generation-token-mean' }, given, scalars).value),
  ).toBe(0.5);
});
