import { tf } from '@stepgrpo/tensor';
import { metricScalar } from './metric';
import type { ObjectiveBatch, PolicyOutputs } from './objective-batch';
import type { PolicyInputs, PolicyMetric, PolicyOutcome } from './policy/policy-term';
import type { ObjectiveSettings } from './settings';
import { detached } from './stop-gradient';

/** What the metrics of an objective are made from. */
export interface MetricSources {
  readonly policy: PolicyOutputs;
  readonly batch: ObjectiveBatch;
  readonly inputs: PolicyInputs;
  readonly outcome: PolicyOutcome;
  readonly divergence: tf.Tensor | undefined;
  /** The aggregation of the loss. */
  readonly reduce: (x: tf.Tensor) => tf.Tensor;
}

/**
 * What to log about a micro-batch, without gradient.
 *
 * `kl`, `entropy`: token means, nats.  `kl_loss`, `surprisal`: the KL and -lp, averaged as the loss is.
 * With old log-probabilities, token means of `ratio_mean` rho, `drift_k1` -(lp - old), `drift_k3` rho - 1 - ln rho.
 * And those of the policy term, such as `clip_ratio/*`.
 */
export function objectiveMetrics(
  { compat }: ObjectiveSettings,
  { policy, batch, inputs, outcome, divergence, reduce }: MetricSources,
): Record<string, tf.Tensor> {
  const { logProbs, entropies } = policy;
  const { ratio, tokenRatio } = inputs;
  const mean = (values: () => tf.Tensor): PolicyMetric => ({ kind: 'mean', values });
  const perTokenMetrics: Record<string, PolicyMetric> = {
    ...outcome.metrics,
    ...(divergence === undefined ? {} : { kl: mean(() => divergence) }),
    ...(entropies === undefined ? {} : { entropy: mean(() => entropies) }),
    ...(batch.oldLogProbs === undefined
      ? {}
      : {
          ratio_mean: mean(() => ratio),
          drift_k1: mean(() => tf.neg(tokenRatio)),
          drift_k3: mean(() => tf.sub(tf.sub(tf.exp(tokenRatio), 1), tokenRatio)),
        }),
  };
  const counts = { mask: batch.mask, ...batch.scalars };
  const tokenMetrics = Object.entries(perTokenMetrics).map(
    ([name, metric]) => [name, detached(() => metricScalar(metric, counts, compat))] as const,
  );
  return {
    ...Object.fromEntries(tokenMetrics),
    surprisal: detached(() => reduce(tf.neg(logProbs))),
    ...(divergence === undefined ? {} : { kl_loss: detached(() => reduce(divergence)) }),
  };
}
