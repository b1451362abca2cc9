import { tf } from '@stepgrpo/tensor';
import { valueLoss } from './value-loss';

it('takes the worse of the value and the value held near the old one', () => {
  const batch = {
    oldValues: tf.tensor2d([[0, 0, 0]]), // prettier-ignore
    returns: tf.tensor2d([[1, 0, 5]]), // prettier-ignore
    mask: tf.tensor2d([[1, 1, 0]]), // prettier-ignore
    denominator: tf.scalar(2),
    tokens: tf.scalar(2),
  };
  const { loss, metrics } = valueLoss(tf.tensor2d([[1, 0.2, 9]]), batch, { clip: 0.5, aggregation: 'token-mean' }); // prettier-ignore
  // token 0: free 0, held (0.5 - 1)^2 = 0.25; token 1: 0.04 both; masked token ignored
  expect(loss.dataSync()[0]).toBeCloseTo(0.5 * (0.25 + 0.04) / 2, 6); // prettier-ignore
  expect(metrics!['value_mean']!.dataSync()[0]).toBeCloseTo(0.6, 6);
  expect(metrics!['value_clip_ratio']!.dataSync()[0]).toBe(0.5);
});
