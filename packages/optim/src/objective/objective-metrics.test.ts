import { tf } from '@stepgrpo/tensor';
import { createObjective } from './objective';
import { defaultSettings } from './settings';

const scalars = {
  denominator: tf.scalar(1),
  rows: tf.scalar(1),
  tokens: tf.scalar(2),
  klCoefficient: tf.scalar(0),
};
const batch = { mask: tf.tensor2d([[1, 1, 0]]), advantages: tf.tensor1d([1]), scalars }; // prettier-ignore
const logProbs = tf.tensor2d([[-1, -2, 50]]); // prettier-ignore
const logged = (metrics: Record<string, tf.Tensor>): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value.dataSync()[0]!]));

it('logs only what a batch has', () => {
  const { metrics } = createObjective(defaultSettings).loss({ logProbs }, batch);
  expect(logged(metrics)).toMatchObject({ surprisal: 1.5, 'clip_ratio/region_mean': 0 });
  expect(Object.keys(metrics)).not.toEqual(expect.arrayContaining(['kl', 'entropy', 'ratio_mean']));
});

it('measures the drift from the old and the reference policy by hand-computed values', () => {
  const oldLogProbs = tf.tensor2d([[-1, -1, 0]]); // prettier-ignore
  const entropies = tf.tensor2d([[0.5, 1.5, 99]]); // prettier-ignore
  const { metrics } = createObjective(defaultSettings).loss(
    { logProbs, entropies },
    { ...batch, oldLogProbs, refLogProbs: oldLogProbs },
  );
  const values = logged(metrics);
  expect(values['drift_k1']).toBeCloseTo(0.5, 6); // -(0 - 1) / 2
  expect(values['drift_k3']).toBeCloseTo(Math.exp(-1) / 2, 6); // (e^-1 - 1 + 1) / 2
  expect(values['ratio_mean']).toBeCloseTo((1 + Math.exp(-1)) / 2, 6);
  expect(values['entropy']).toBe(1);
  expect(values['kl']).toBeCloseTo((Math.E - 2) / 2, 6);
});
