import { tf } from '@stepgrpo/tensor';
import { tokenLogProbs } from './token-log-probs';

it('reads the chosen token and the spread of the distribution', () => {
  const logits = tf.log(tf.tensor3d([[[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]]])); // prettier-ignore
  const { logProbs, entropies } = tokenLogProbs(logits, tf.tensor2d([[1, 2]], [1, 2], 'int32'));
  expect([...logProbs.dataSync()]).toEqual([0.25, 0.8].map((p) => expect.closeTo(Math.log(p), 5) as number));
  expect(entropies.dataSync()[0]).toBeCloseTo(1.5 * Math.LN2, 5);
});

it('divides by the temperature before anything else', () => {
  const logits = tf.tensor3d([[[2, 0]]]); // prettier-ignore
  const { logProbs } = tokenLogProbs(logits, tf.tensor2d([[0]], [1, 1], 'int32'), { temperature: 2 });
  expect(logProbs.dataSync()[0]).toBeCloseTo(1 - Math.log(Math.E + 1), 5);
});

it('knows a vocabulary of one', () => {
  const { logProbs, entropies } = tokenLogProbs(tf.tensor3d([[[3]]]), tf.tensor2d([[0]], [1, 1], 'int32'));
  expect([logProbs.dataSync()[0]! + 0, entropies.dataSync()[0]! + 0]).toEqual([0, 0]);
});
