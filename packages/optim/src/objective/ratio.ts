import { tf } from '@stepgrpo/tensor';
import type { RatioLevel } from './settings';
import { stopGradient } from './stop-gradient';

/**
 * Logarithm of the importance ratio between the policy and the old policy.
 *
 * Equation  token: lr = lp - old;  sequence: sum(lr m) / max(sum m, 1);  sequence-sum: sum(lr m);
 *           sequence-token: lp - sg(lp) + sg(sequence), the sequence's value with the gradient of each token
 * Shapes    lr = lp - old, mask [B, T] nats -> [B, T] for token and sequence-token, [B, 1] for the others
 * Source    GRPO; GSPO and GSPO-token, arXiv:2507.18071; RLOO uses the sum
 */
export function logRatio(
  level: RatioLevel,
  {
    logProbs,
    tokenRatio,
    mask,
  }: { readonly logProbs: tf.Tensor; readonly tokenRatio: tf.Tensor; readonly mask: tf.Tensor },
): tf.Tensor {
  const total = (): tf.Tensor => tf.sum(tf.mul(tokenRatio, mask), 1, true);
  const mean = (): tf.Tensor => tf.div(total(), tf.maximum(tf.sum(mask, 1, true), 1));
  switch (level) {
    case 'token':
      return tokenRatio;
    case 'sequence':
      return mean();
    case 'sequence-sum':
      return total();
    case 'sequence-token':
      return tf.add(tf.sub(logProbs, stopGradient(logProbs)), stopGradient(mean()));
    default:
      return level satisfies never;
  }
}
