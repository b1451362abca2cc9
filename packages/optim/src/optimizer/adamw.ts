import { tf } from '@stepgrpo/tensor';

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  /** Added to the root of the second moment, after its bias correction. */
  readonly epsilon: number;
  /** Decoupled weight decay; acts on parameters of rank 2 and more unless `decays` says otherwise. */
  readonly weightDecay: number;
  /** Which parameters decay. By default matrices do, and biases and norm weights (rank 0 and 1) do not. */
  readonly decays?: (name: string, shape: readonly number[]) => boolean;
}

/** The numbers of one step that change from step to step, worked out in float64 so that no program is recompiled. */
export interface AdamWStep {
  /** learningRate / (1 - beta1^step) */
  readonly stepSize: number;
  /** sqrt(1 - beta2^step) */
  readonly rootCorrection: number;
  /** 1 - learningRate * weightDecay */
  readonly decay: number;
}

/** A parameter and its running moments, all of one shape. */
export interface AdamWSlot {
  readonly parameter: tf.Tensor;
  readonly m: tf.Tensor;
  readonly v: tf.Tensor;
}

/**
 * The scalars of update number `step`, counted from 1.
 *
 * Equation  stepSize = lr / (1 - beta1^step),  rootCorrection = sqrt(1 - beta2^step),  decay = 1 - lr * weightDecay
 */
export function adamWStep(
  step: number,
  learningRate: number,
  { beta1, beta2, weightDecay }: AdamWOptions,
): AdamWStep {
  return {
    stepSize: learningRate / (1 - beta1 ** step),
    rootCorrection: Math.sqrt(1 - beta2 ** step),
    decay: 1 - learningRate * weightDecay,
  };
}

/**
 * One AdamW update of one parameter.
 *
 * Equation  p <- p * decay;  m <- m + (1 - beta1)(g - m);  v <- beta2 v + (1 - beta2) g^2
 *           p <- p - stepSize * m / (sqrt(v) / rootCorrection + epsilon)
 * Shapes    gradient and slot of one shape; the fields of `step` are scalars
 * Source    AdamW, arXiv:1711.05101; pytorch torch/optim/adamw.py (decay first, then the step; epsilon outside the root)
 */
export function adamW(
  gradient: tf.Tensor,
  { parameter, m, v }: AdamWSlot,
  {
    step,
    options,
    decays,
  }: {
    readonly step: { readonly [Key in keyof AdamWStep]: tf.Tensor };
    readonly options: AdamWOptions;
    readonly decays: boolean;
  },
): AdamWSlot {
  const { beta1, beta2, epsilon } = options;
  const nextM = tf.add(m, tf.mul(1 - beta1, tf.sub(gradient, m)));
  const nextV = tf.add(tf.mul(beta2, v), tf.mul(1 - beta2, tf.square(gradient)));
  const kept = decays ? tf.mul(parameter, step.decay) : parameter;
  const denominator = tf.add(tf.div(tf.sqrt(nextV), step.rootCorrection), epsilon);
  return {
    parameter: tf.sub(kept, tf.mul(step.stepSize, tf.div(nextM, denominator))),
    m: nextM,
    v: nextV,
  };
}

/** The default of `decays`: matrices and larger, not biases and norm weights. */
export function decaysMatrices(_name: string, shape: readonly number[]): boolean {
  return shape.length >= 2;
}
