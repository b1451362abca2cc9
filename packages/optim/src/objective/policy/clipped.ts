import { tf } from '@stepgrpo/tensor';
import type { ObjectiveSettings } from '../settings';
import { detached } from '../stop-gradient';
import { clipMetrics } from './clip-metrics';
import type { PolicyMetric, PolicyTerm } from './policy-term';

/**
 * The clipped surrogate of PPO and GRPO: nothing is gained by moving a ratio out of its range.
 *
 * Equation  q = -min( min(rho, delta) A, clamp(rho, 1 - epsilonLow, 1 + epsilonHigh) A );
 *           with dualClip c, where A < 0: q = min(q, -A c)
 * Shapes    ratio, advantages [B, *] -> [B, *]
 * Source    PPO, arXiv:1707.06347; higher upper bound: DAPO, arXiv:2503.14476; delta: INTELLECT-2, arXiv:2505.07291
 *           (only on the unclipped branch); dual clip: arXiv:1912.09729, hiyouga/EasyR1 clip_ratio_dual
 */
export function clipped({ epsilonLow, epsilonHigh, delta, dualClip }: ObjectiveSettings): PolicyTerm {
  const range = [1 - epsilonLow, 1 + epsilonHigh] as const;
  return ({ ratio, advantages }) => {
    const capped = delta === undefined ? ratio : tf.minimum(ratio, delta);
    const free = tf.mul(capped, advantages);
    const held = tf.mul(tf.clipByValue(ratio, ...range), advantages);
    const single = tf.neg(tf.minimum(free, held));
    const metrics = clipMetrics(capped, advantages, range);
    if (dualClip === undefined) return { term: single, without: [], metrics };
    const ceiling = tf.mul(advantages, -dualClip);
    const negative = detached(() => tf.less(tf.add(advantages, tf.zerosLike(ratio)), 0));
    const dual: PolicyMetric = {
      kind: 'mean',
      values: () => tf.logicalAnd(tf.greater(single, ceiling), negative).cast('float32'),
    };
    return {
      term: tf.where(negative, tf.minimum(single, ceiling), single),
      without: [],
      metrics: { ...metrics, 'clip_ratio/dual_mean': dual },
    };
  };
}
