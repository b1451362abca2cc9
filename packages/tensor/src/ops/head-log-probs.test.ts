import { createRng } from '@stepgrpo/core';
import { tf } from '../tf';
import { chosenLogProbs } from './chosen-log-probs';
import { headLogProbs } from './head-log-probs';

const rng = createRng('head');
const drawn = (shape: [number, number]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape[0] * shape[1] }, () => rng.normal()),
    shape,
  );
const hidden = drawn([5, 4]);
const head = drawn([11, 4]);
const ids = tf.tensor([3, 0, 10, 3, 7], [5], 'int32');
const dy = tf.tensor([1, -2, 0.5, 3, 0]);
const whole = (h: tf.Tensor, w: tf.Tensor): tf.Tensor => chosenLogProbs(tf.matMul(h, w, false, true), ids);

describe.each([1, 3, 4, 11, 100])('with %i classes at once', (classesAtOnce) => {
  const inParts = (h: tf.Tensor, w: tf.Tensor): tf.Tensor => headLogProbs(h, w, { ids, classesAtOnce });

  it('is the log-probability of the chosen class', () => {
    const [expected, found] = [whole(hidden, head).dataSync(), inParts(hidden, head).dataSync()];
    found.forEach((value, n) => expect(value).toBeCloseTo(expected[n]!, 5));
  });

  it('has the gradients of the plain form, for lines and head', () => {
    const expected = tf.grads(whole)([hidden, head], dy);
    tf.grads(inParts)([hidden, head], dy).forEach((gradient, i) => {
      const reference = expected[i]!.dataSync();
      gradient.dataSync().forEach((value, at) => expect(value).toBeCloseTo(reference[at]!, 5));
    });
  });
});

it('stays finite for logits far apart', () => {
  const far = headLogProbs(tf.tensor([[100]]), tf.tensor([[1], [-2]]), {
    ids: tf.tensor([1], [1], 'int32'),
    classesAtOnce: 1,
  });
  expect(far.dataSync()[0]).toBe(-300);
});
