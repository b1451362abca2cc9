import { ConfigError } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';
import { aggregate } from './aggregate';
import { entropyThreshold, highEntropyMask } from './high-entropy-mask';
import { klEstimators } from './kl';
import { metricScalar, type MetricCounts } from './metric';
import { offPolicyMask } from './off-policy-mask';
import { perToken } from './per-token';
import type { PolicyInputs, PolicyMetric, PolicyOutcome } from './policy/policy-term';
import { policyTerms } from './policy/policy-terms';
import { logRatio } from './ratio';
import { samplingRatio } from './sampling-ratio';
import type { ObjectiveSettings } from './settings';
import type { LossAndMetrics } from './step-grpo-loss';
import { detached, stopGradient } from './stop-gradient';

/** What the policy says about a micro-batch now, with gradient. */
export interface PolicyOutputs {
  /** [B, T] nats. */
  readonly logProbs: tf.Tensor;
  /** Entropy of the next-token distributions [B, T] nats; for the bonus, the selection and the metric. */
  readonly entropies?: tf.Tensor;
  /** Auxiliary loss of a mixture-of-experts router, a scalar. */
  readonly auxiliaryLoss?: tf.Tensor;
}

/** Numbers that change from batch to batch without a new program; scalars unless told. */
export interface ObjectiveScalars {
  /** See `lossDenominator`. */
  readonly denominator: tf.Tensor;
  /** Rows and tokens of the whole update, for metrics. */
  readonly rows: tf.Tensor;
  readonly tokens: tf.Tensor;
  /** Weight of the KL term; needed with `refLogProbs`. */
  readonly klCoefficient?: tf.Tensor;
  /** Weight and divisor of the entropy bonus; needed with `entropyBonus`. */
  readonly entropyCoefficient?: tf.Tensor;
  readonly entropyDenominator?: tf.Tensor;
  /** Where `topEntropy` is below 1: the threshold, or its rank in this micro-batch (see `entropyRank`). */
  readonly entropyThreshold?: tf.Tensor;
  readonly entropyRank?: { readonly indices: tf.Tensor; readonly weight: tf.Tensor };
  /** Weight of the auxiliary loss; needed with it. */
  readonly auxiliaryCoefficient?: tf.Tensor;
}

/** A micro-batch of completions, as data. */
export interface ObjectiveBatch {
  /** [B, T] 1 for tokens to learn from. */
  readonly mask: tf.Tensor;
  /** [B] or [B, T]. */
  readonly advantages: tf.Tensor;
  /** Log-probabilities when the completions were drawn [B, T] nats; absent: those of now. */
  readonly oldLogProbs?: tf.Tensor;
  /** Under the reference policy [B, T] nats; absent: no KL term. */
  readonly refLogProbs?: tf.Tensor;
  /** As the sampler computed them [B, T] nats. */
  readonly samplingLogProbs?: tf.Tensor;
  readonly scalars: ObjectiveScalars;
}

/** An objective ready to be minimised. */
export interface Objective {
  readonly settings: ObjectiveSettings;
  /** Loss and metrics of a micro-batch; they sum over micro-batches, but for `*_min` and `*_max`. */
  loss(
    policy: PolicyOutputs,
    batch: ObjectiveBatch,
  ): LossAndMetrics & { readonly metrics: Record<string, tf.Tensor> };
}

/**
 * Composes an objective from its pieces: ratio, policy term, factors, KL term, aggregation, entropy bonus.
 *
 * Equation  p = q(ratio, A) * factors + beta * KL (* ratio with klBiasCorrection);  loss = aggregate(p) - c * entropy
 *           The KL term is never multiplied by the factors
 * Throws    ConfigError, when the program is built, for a batch without something the settings need
 */
export function createObjective(settings: ObjectiveSettings): Objective {
  return {
    settings,
    loss(policy, batch) {
      const { mask, scalars } = batch;
      const inputs = policyInputs(settings, policy, batch);
      const outcome = policyTerms[settings.policy](settings)(inputs);
      const metrics: Record<string, PolicyMetric> = { ...outcome.metrics };
      let perTokenLoss = withFactors(outcome, inputs, { settings, batch });
      if (batch.refLogProbs !== undefined) {
        const plain = klEstimators[settings.kl](policy.logProbs, batch.refLogProbs);
        const divergence = settings.klBiasCorrection ? tf.mul(plain, inputs.ratio) : plain;
        const coefficient = needed(scalars.klCoefficient, 'klCoefficient', 'refLogProbs');
        perTokenLoss = tf.add(perTokenLoss, tf.mul(coefficient, divergence));
        metrics['kl'] = { kind: 'mean', values: () => divergence };
      }
      let loss = aggregate(perTokenLoss, { mask, denominator: scalars.denominator }, settings);
      const scalarMetrics: Record<string, tf.Tensor> = {};
      const { entropies, auxiliaryLoss } = policy;
      if (entropies !== undefined) metrics['entropy'] = { kind: 'mean', values: () => entropies };
      if (settings.entropyBonus) {
        scalarMetrics['policy_loss'] = stopGradient(loss);
        loss = tf.sub(loss, entropyBonus(settings, { ...policy, ...inputs }, scalars));
      }
      if (auxiliaryLoss !== undefined) {
        const coefficient = needed(scalars.auxiliaryCoefficient, 'auxiliaryCoefficient', 'auxiliaryLoss');
        loss = tf.add(loss, tf.mul(coefficient, auxiliaryLoss));
      }
      for (const [name, metric] of Object.entries(metrics))
        scalarMetrics[name] = detached(() =>
          metricScalar(metric, { mask, ...scalars } satisfies MetricCounts, settings),
        );
      return { loss, metrics: scalarMetrics };
    },
  };
}

/** Everything a policy term may look at, from a batch. */
function policyInputs(
  settings: ObjectiveSettings,
  { logProbs, entropies }: PolicyOutputs,
  { mask, advantages, oldLogProbs, samplingLogProbs, scalars }: ObjectiveBatch,
): PolicyInputs {
  const old = oldLogProbs ?? stopGradient(logProbs);
  const tokenRatio = tf.sub(logProbs, old);
  const raw = logRatio(settings.ratio, { logProbs, tokenRatio, mask });
  const bound = settings.maxLogRatio;
  const ratio = tf.exp(Number.isFinite(bound) ? tf.clipByValue(raw, -bound, bound) : raw);
  const inputs = { logProbs, tokenRatio, ratio, advantages: perToken(advantages), mask };
  const selected =
    settings.topEntropy < 1 ? selection(needed(entropies, 'entropies', 'topEntropy'), mask, scalars) : mask;
  if (settings.mismatch === undefined) return { ...inputs, selected };
  const sampled = needed(samplingLogProbs, 'samplingLogProbs', 'mismatch');
  const correction = detached(() =>
    samplingRatio(settings.mismatch!, { oldLogProbs: old, samplingLogProbs: sampled, mask }),
  );
  return { ...inputs, selected, samplingRatio: correction };
}

function selection(entropies: tf.Tensor, mask: tf.Tensor, scalars: ObjectiveScalars): tf.Tensor {
  const threshold =
    scalars.entropyThreshold ??
    entropyThreshold(entropies, mask, needed(scalars.entropyRank, 'entropyRank', 'topEntropy'));
  return highEntropyMask(entropies, mask, threshold);
}

/** The policy term times whatever leaves tokens or completions out. */
function withFactors(
  { term, without }: PolicyOutcome,
  { logProbs, tokenRatio, advantages, mask, selected, samplingRatio: correction }: PolicyInputs,
  { settings, batch }: { readonly settings: ObjectiveSettings; readonly batch: ObjectiveBatch },
): tf.Tensor {
  let product = term;
  if (settings.offPolicyThreshold !== undefined && !without.includes('off-policy')) {
    const before = batch.samplingLogProbs ?? stopGradient(tf.sub(logProbs, tokenRatio));
    product = tf.mul(
      product,
      offPolicyMask(settings.offPolicyThreshold, { before, logProbs, mask, advantages }),
    );
  }
  if (settings.topEntropy < 1 && !without.includes('selection')) product = tf.mul(product, selected);
  if (correction !== undefined && !without.includes('sampling')) product = tf.mul(product, correction);
  return product;
}

/**
 * What is subtracted to keep the policy undecided.
 *
 * Equation  c * sum(H eff) / D, eff = mask without tokens of low entropy. With compat "trl" and an aggregation that is
 *           not per generation: D = max(sum eff of this micro-batch, 1) * entropyDenominator
 */
function entropyBonus(
  { compat, aggregation }: ObjectiveSettings,
  { entropies, selected }: { readonly entropies?: tf.Tensor; readonly selected: tf.Tensor },
  { entropyCoefficient, entropyDenominator }: ObjectiveScalars,
): tf.Tensor {
  const total = tf.sum(tf.mul(needed(entropies, 'entropies', 'entropyBonus'), selected));
  const given = needed(entropyDenominator, 'entropyDenominator', 'entropyBonus');
  const perMicroBatch = compat === 'trl' && aggregation !== 'generation-token-mean';
  const divisor = perMicroBatch ? tf.mul(tf.maximum(tf.sum(selected), 1), given) : given;
  return tf.mul(needed(entropyCoefficient, 'entropyCoefficient', 'entropyBonus'), tf.div(total, divisor));
}

function needed<T>(value: T | undefined, name: string, because: string): T {
  if (value === undefined)
    throw new ConfigError(
      `The objective needs "${name}", which ${because} makes use of.`,
      `pass "${name}" in the batch.`,
    );
  return value;
}
