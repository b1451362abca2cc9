import { tf } from '@stepgrpo/tensor';
import type { ObjectiveScalars } from './objective-batch';
import { needed } from './objective-inputs';
import type { ObjectiveSettings } from './settings';
import { stopGradient } from './stop-gradient';

/**
 * What is subtracted from a loss to keep the policy undecided.
 *
 * Equation  c * sum(H eff) / D, eff = mask without tokens of low entropy. With compat "trl" and an aggregation that is
 *           not per generation: D = max(sum eff of this micro-batch, 1) * entropyDenominator
 * Shapes    entropies, selected [B, T] -> value scalar; metrics entropy_sum and entropy_tokens, from which
 *           `afterUpdate` gets the mean over an update
 * Source    huggingface/trl (entropy_coef); ours differs: without compat one divisor serves all micro-batches
 */
export function entropyBonus(
  { compat, aggregation }: Pick<ObjectiveSettings, 'compat' | 'aggregation'>,
  { entropies, selected }: { readonly entropies?: tf.Tensor; readonly selected: tf.Tensor },
  { entropyCoefficient, entropyDenominator }: ObjectiveScalars,
): { readonly value: tf.Tensor; readonly metrics: Record<string, tf.Tensor> } {
  const total = tf.sum(tf.mul(needed(entropies, 'entropies', 'entropyBonus'), selected));
  const count = tf.sum(selected);
  const given = needed(entropyDenominator, 'entropyDenominator', 'entropyBonus');
  const perMicroBatch = compat === 'trl' && aggregation !== 'generation-token-mean';
  const divisor = perMicroBatch ? tf.mul(tf.maximum(count, 1), given) : given;
  const coefficient = needed(entropyCoefficient, 'entropyCoefficient', 'entropyBonus');
  return {
    value: tf.mul(coefficient, tf.div(total, divisor)),
    metrics: { entropy_sum: stopGradient(total), entropy_tokens: stopGradient(count) },
  };
}
