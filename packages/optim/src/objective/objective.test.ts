import { tf } from '@stepgrpo/tensor';
import { createObjective } from './objective';
import { defaultSettings } from './settings';
import { stepGrpoLoss } from './step-grpo-loss';

const logProbs = tf.tensor2d([[-1, -2], [-0.5, -3]]); // prettier-ignore
const refLogProbs = tf.tensor2d([[-1.5, -2], [-1, -1]]); // prettier-ignore
const mask = tf.tensor2d([[1, 1], [1, 0]]); // prettier-ignore
const advantages = tf.tensor1d([0.5, -1]);
const scalars = {
  denominator: tf.scalar(2),
  rows: tf.scalar(2),
  tokens: tf.scalar(3),
  klCoefficient: tf.scalar(0.1),
};
const first = (tensor: tf.Tensor): number => tensor.dataSync()[0]!;

it('is StepGRPO with its default pieces', () => {
  const { loss, metrics } = createObjective(defaultSettings).loss(
    { logProbs },
    { mask, advantages, refLogProbs, scalars },
  );
  const plain = stepGrpoLoss(logProbs, {
    mask,
    advantages,
    rows: tf.scalar(2),
    refLogProbs,
    klCoefficient: tf.scalar(0.1),
  });
  expect(first(loss)).toBeCloseTo(first(plain.loss), 6);
  expect(first(metrics['kl_loss']!)).toBeCloseTo(first(plain.metrics!['kl']!), 6);
});

it('adds an auxiliary loss by its coefficient', () => {
  const policy = { logProbs, auxiliaryLoss: tf.scalar(3) };
  const objective = createObjective(defaultSettings);
  const { loss } = objective.loss(policy, {
    mask,
    advantages,
    scalars: { ...scalars, auxiliaryCoefficient: tf.scalar(0.5) },
  });
  const { loss: without } = objective.loss({ logProbs }, { mask, advantages, scalars });
  expect(first(loss) - first(without)).toBeCloseTo(1.5, 6);
});
