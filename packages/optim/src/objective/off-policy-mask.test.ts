import { tf } from '@stepgrpo/tensor';
import { offPolicyMask } from './off-policy-mask';

it('leaves out bad completions that drifted, and only those', () => {
  const given = {
    before: tf.tensor2d([[-1, -1], [-1, -1], [-1, -1]]), // prettier-ignore
    logProbs: tf.tensor2d([[-2, 5], [-2, 5], [-1, 5]]), // prettier-ignore
    mask: tf.tensor2d([[1, 0], [1, 0], [1, 0]]), // prettier-ignore
    advantages: tf.tensor2d([[1], [-1], [-1]]), // prettier-ignore
  };
  expect([...offPolicyMask(0.5, given).dataSync()]).toEqual([1, 0, 1]);
  expect([...offPolicyMask(1, given).dataSync()]).toEqual([1, 1, 1]); // the threshold itself is allowed
});
