import { tf } from '@stepgrpo/tensor';
import type { NamedTensors } from './clip-by-global-norm';
import type { LossAndMetrics } from '../objective/step-grpo-loss';
import { stopGradient } from '../objective/stop-gradient';

/** A loss as tfjs code: weights by name and one micro-batch to a scalar. */
export type TensorLoss = (parameters: Record<string, tf.Tensor>, batch: never) => LossAndMetrics;

/** Weights that learn, weights that do not, and a micro-batch. */
export interface LossInputs {
  readonly parameters: NamedTensors;
  readonly frozen: NamedTensors;
  readonly batch: unknown;
}

/** Loss, metrics and the gradient of the loss with respect to each weight that learns. */
export type Gradients = {
  readonly gradients: Record<string, tf.Tensor>;
  readonly loss: tf.Tensor;
  readonly metrics: Record<string, tf.Tensor>;
};

/**
 * Forward and backward pass. A weight the loss does not use gets a gradient of zeros.
 *
 * tfjs differentiates functions of one output and frees what else they made; metrics are detached and kept past that.
 */
export function lossGradients(loss: TensorLoss, { parameters, frozen, batch }: LossInputs): Gradients {
  const weights = Object.values(parameters);
  let kept: [string, tf.Tensor][] = [];
  const forward = (): tf.Tensor => {
    const { loss: value, metrics = {} } = loss({ ...parameters, ...frozen }, batch as never);
    kept = Object.entries(metrics).map(([name, metric]) => [name, tf.keep(stopGradient(metric))]);
    return value;
  };
  const { value, grads } = tf.engine().gradients(forward, weights, undefined, true);
  const logged = kept.map(([name, metric]) => {
    const scalar = metric.reshape([]);
    metric.dispose();
    return [name, scalar] as const;
  });
  return {
    gradients: Object.fromEntries(
      Object.keys(parameters).map((name, i) => [name, grads[i] ?? tf.zerosLike(weights[i]!)]),
    ),
    loss: value.reshape([]),
    metrics: Object.fromEntries(logged),
  };
}
