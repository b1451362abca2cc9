import { tf } from '@stepgrpo/tensor';
import type { ObjectiveSettings } from '../settings';
import { detached } from '../stop-gradient';
import type { PolicyTerm } from './policy-term';

/**
 * CISPO: plain policy gradient whose importance weight is clipped, so that no token loses its gradient.
 *
 * Equation  q = -sg( clamp(rho, weightMin, weightMax) ) A lp
 * Shapes    ratio, advantages [B, *], logProbs [B, T] -> [B, T]
 * Source    MiniMax-M1, arXiv:2506.13585; huggingface/trl: weightMax is its epsilon_high, an absolute cap, and there is
 *           no lower one; hiyouga/EasyR1 clamps to 1 - clip_ratio_low and 1 + clip_ratio_high
 */
export function cispo({ weightMin, weightMax }: ObjectiveSettings): PolicyTerm {
  return ({ logProbs, ratio, advantages }) => {
    const weight = detached(() => tf.clipByValue(ratio, weightMin, weightMax));
    return {
      term: tf.neg(tf.mul(tf.mul(weight, advantages), logProbs)),
      without: [],
      metrics: {
        cispo_clip_ratio: {
          kind: 'mean',
          values: () =>
            tf.logicalAnd(tf.greater(ratio, weightMax), tf.greater(advantages, 0)).cast('float32'),
        },
      },
    };
  };
}
