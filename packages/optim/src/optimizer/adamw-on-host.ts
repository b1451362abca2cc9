import type { AdamWOptions, AdamWStep } from './adamw';

/** A parameter, its running moments and its gradient, elements of one weight in one order. */
export interface HostSlot {
  readonly parameter: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  readonly gradient: Float32Array;
}

/** Where an update goes; each may be any array it is computed from, the gradient too. */
export type HostTarget = Omit<HostSlot, 'gradient'>;

/** What an update is computed with. */
export interface HostUpdate {
  readonly step: AdamWStep;
  readonly options: Pick<AdamWOptions, 'beta1' | 'beta2' | 'epsilon'>;
  readonly decays: boolean;
  /** Factor of the gradient, from clipping. */
  readonly scale: number;
}

/**
 * The AdamW update of `adamW` in one pass over JavaScript memory: no graph node a term, and moments change in place.
 *
 * Equation  that of `adamW` with gradient * scale; sums in float64, rounded to float32 where they are stored
 * Shapes    arrays of one length
 */
export function adamWOnHost(
  { parameter, m, v, gradient }: HostSlot,
  target: HostTarget,
  { step, options: { beta1, beta2, epsilon }, decays, scale }: HostUpdate,
): void {
  const { stepSize, rootCorrection } = step;
  const decay = decays ? step.decay : 1;
  const inverse = 1 / rootCorrection;
  const { parameter: nextParameter, m: nextM, v: nextV } = target;
  for (let i = 0; i < parameter.length; i++) {
    const g = gradient[i]! * scale;
    const first = m[i]! + (1 - beta1) * (g - m[i]!);
    const second = beta2 * v[i]! + (1 - beta2) * g * g;
    nextM[i] = first;
    nextV[i] = second;
    nextParameter[i] = parameter[i]! * decay - (stepSize * first) / (Math.sqrt(second) * inverse + epsilon);
  }
}

/** Sum of the squares of a gradient, in float64. */
export function sumOfSquares(x: Float32Array): number {
  let [a, b, c, d] = [0, 0, 0, 0]; // four sums, so that no addition waits for the one before
  const even = x.length - (x.length % 4);
  for (let i = 0; i < even; i += 4) {
    a += x[i]! * x[i]!;
    b += x[i + 1]! * x[i + 1]!;
    c += x[i + 2]! * x[i + 2]!;
    d += x[i + 3]! * x[i + 3]!;
  }
  for (let i = even; i < x.length; i++) a += x[i]! * x[i]!;
  return a + b + (c + d);
}

/** Adds a gradient to a sum, in place. */
export function addTo(sum: Float32Array, gradient: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += gradient[i]!;
}
