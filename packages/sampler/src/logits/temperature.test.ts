import { temperedWeights } from './temperature';

const logits = Float32Array.of(99, Math.log(1), Math.log(4), Math.log(16));
const weightsAt = (temperature: number): number[] => {
  const weights = new Float64Array(3);
  const total = temperedWeights(logits, 1, logits[3]!, { temperature, weights });
  return [...weights].map((weight) => weight / total);
};

it('gives the probabilities themselves at 1', () => {
  const [a, b, c] = weightsAt(1);
  expect(a).toBeCloseTo(1 / 21, 6);
  expect(b).toBeCloseTo(4 / 21, 6);
  expect(c).toBeCloseTo(16 / 21, 6);
});

it('gives their square roots at 2, their squares at 1/2', () => {
  expect(weightsAt(2)[2]).toBeCloseTo(4 / 7, 6);
  expect(weightsAt(0.5)[2]).toBeCloseTo(256 / 273, 6);
});

it('stays finite at temperatures near 0', () => {
  expect(weightsAt(1e-30)).toEqual([0, 0, 1]);
});
