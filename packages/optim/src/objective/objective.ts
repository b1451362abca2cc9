import { tf } from '@stepgrpo/tensor';
import { aggregate } from './aggregate';
import { entropyBonus } from './entropy-bonus';
import { klEstimators } from './kl';
import type { ObjectiveBatch, PolicyOutputs } from './objective-batch';
import { needed, policyInputs } from './objective-inputs';
import { objectiveMetrics } from './objective-metrics';
import { offPolicyMask } from './off-policy-mask';
import type { PolicyInputs, PolicyOutcome } from './policy/policy-term';
import { policyTerms } from './policy/policy-terms';
import type { ObjectiveSettings } from './settings';
import { stopGradient } from './stop-gradient';

/** An objective ready to be minimised. */
export interface Objective {
  readonly settings: ObjectiveSettings;
  /** Loss and metrics of a micro-batch; they sum over micro-batches, but for metrics named `*_min` and `*_max`. */
  loss(
    policy: PolicyOutputs,
    batch: ObjectiveBatch,
  ): { readonly loss: tf.Tensor; readonly metrics: Record<string, tf.Tensor> };
}

/**
 * Composes an objective from its pieces: ratio, policy term, factors, KL term, aggregation, entropy bonus.
 *
 * Equation  p = q(ratio, A) * factors + beta * KL (* ratio with klBiasCorrection)
 *           loss = aggregate(p) - c * entropy + a * auxiliary loss.  The KL term is never multiplied by the factors
 * Source    the order of huggingface/trl trl/trainer/grpo_trainer.py (_compute_loss)
 * Throws    ConfigError, when the program is built, for a batch without something the settings need
 */
export function createObjective(settings: ObjectiveSettings): Objective {
  const policyTerm = policyTerms[settings.policy](settings);
  return {
    settings,
    loss(policy, batch) {
      const { mask, scalars } = batch;
      const { denominator } = scalars;
      const inputs = policyInputs(settings, policy, batch);
      const outcome = policyTerm(inputs);
      const divergence = klOf(settings, inputs, batch);
      const reduce = (x: tf.Tensor): tf.Tensor => aggregate(x, { mask, denominator }, settings);
      const learnt = withFactors(outcome, inputs, { settings, batch });
      const perToken = divergence === undefined ? learnt : tf.add(learnt, weighted(divergence, batch));
      const averaged = tf.add(reduce(perToken), rowsWithoutTokens(settings, outcome, batch));
      const bonus = settings.entropyBonus
        ? entropyBonus(settings, { ...policy, ...inputs }, scalars)
        : undefined;
      const steered = bonus === undefined ? averaged : tf.sub(averaged, bonus.value);
      const metrics = objectiveMetrics(settings, { policy, batch, inputs, outcome, divergence, reduce });
      return {
        loss: withAuxiliaryLoss(steered, policy, batch),
        metrics: bonus === undefined ? metrics : { ...metrics, ...bonus.metrics, policy_loss: averaged },
      };
    },
  };
}

/** Divergence from the reference policy per token, where the batch has one. */
function klOf(
  { kl, klBiasCorrection }: ObjectiveSettings,
  { logProbs, ratio }: PolicyInputs,
  { refLogProbs }: ObjectiveBatch,
): tf.Tensor | undefined {
  if (refLogProbs === undefined) return undefined;
  const divergence = klEstimators[kl](logProbs, refLogProbs);
  return klBiasCorrection ? tf.mul(divergence, ratio) : divergence;
}

function weighted(divergence: tf.Tensor, { scalars }: ObjectiveBatch): tf.Tensor {
  return tf.mul(needed(scalars.klCoefficient, 'klCoefficient', 'refLogProbs'), divergence);
}

/** The policy term times whatever leaves tokens or completions out. */
function withFactors(
  { term, without }: PolicyOutcome,
  { logProbs, tokenRatio, advantages, mask, selected, samplingRatio }: PolicyInputs,
  { settings, batch }: { readonly settings: ObjectiveSettings; readonly batch: ObjectiveBatch },
): tf.Tensor {
  let product = term;
  if (settings.offPolicyThreshold !== undefined && !without.includes('off-policy')) {
    const before = batch.samplingLogProbs ?? stopGradient(tf.sub(logProbs, tokenRatio));
    const factor = offPolicyMask(settings.offPolicyThreshold, { before, logProbs, mask, advantages });
    product = tf.mul(product, factor);
  }
  if (settings.topEntropy < 1 && !without.includes('selection')) product = tf.mul(product, selected);
  if (samplingRatio !== undefined && !without.includes('sampling')) product = tf.mul(product, samplingRatio);
  return product;
}

/**
 * With compat "trl", terms of one value per completion (GMPO, RLOO) count for completions without tokens too: a constant
 * of the loss that moves no weight. Otherwise 0.
 */
function rowsWithoutTokens(
  { compat, policy, ratio }: ObjectiveSettings,
  { term }: PolicyOutcome,
  { mask, scalars }: ObjectiveBatch,
): tf.Tensor {
  if (compat !== 'trl' || !(policy === 'gmpo' || ratio === 'sequence-sum')) return tf.scalar(0);
  const isEmpty = tf.equal(tf.sum(mask, 1, true), 0).cast('float32');
  return tf.div(tf.sum(tf.mul(term, isEmpty)), scalars.denominator);
}

function withAuxiliaryLoss(
  loss: tf.Tensor,
  { auxiliaryLoss }: PolicyOutputs,
  { scalars }: ObjectiveBatch,
): tf.Tensor {
  if (auxiliaryLoss === undefined) return loss;
  const coefficient = needed(scalars.auxiliaryCoefficient, 'auxiliaryCoefficient', 'auxiliaryLoss');
  return tf.add(loss, tf.mul(coefficient, auxiliaryLoss));
}
