import { tf } from '../tf';
import { chosenLogProbs } from './chosen-log-probs';

const logits = tf.tensor([0, Math.log(3), 5, 5], [2, 2]);
const ids = tf.tensor([1, 0], [2], 'int32');

it('gives the logarithm of the chosen probabilities', () => {
  const [first, second] = chosenLogProbs(logits, ids).dataSync();
  expect(first).toBeCloseTo(Math.log(3 / 4), 6);
  expect(second).toBeCloseTo(Math.log(1 / 2), 6);
});

it('pulls the chosen logit up by what is missing to 1, and the others down by their probability', () => {
  const gradient = tf
    .grad((x) => tf.sum(chosenLogProbs(x, ids)))(logits)
    .dataSync();
  [-0.25, 0.25, 0.5, -0.5].forEach((expected, at) => expect(gradient[at]).toBeCloseTo(expected, 6));
});

it('stays finite where softmax would underflow', () => {
  expect(chosenLogProbs(tf.tensor([0, -200], [1, 2]), tf.tensor([1], [1], 'int32')).dataSync()[0]).toBe(-200);
});
