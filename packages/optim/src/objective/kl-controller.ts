/** Adapts the weight of a KL penalty towards a wanted divergence. */
export interface KlControllerOptions {
  /** Divergence to keep, nats. */
  readonly target: number;
  /** Rows over which the weight may change by its own size. */
  readonly horizon: number;
}

/**
 * The next KL coefficient.
 *
 * Equation  coefficient * (1 + clamp(kl / target - 1, -0.2, 0.2) * rows / horizon)
 * Range     kl: mean over rows of the rows' token means, nats
 * Source    Ziegler et al., arXiv:1909.08593; hiyouga/EasyR1 (kl_type "adaptive")
 */
export function nextKlCoefficient(
  coefficient: number,
  { kl, rows }: { readonly kl: number; readonly rows: number },
  { target, horizon }: KlControllerOptions,
): number {
  const error = Math.min(0.2, Math.max(-0.2, kl / target - 1));
  return coefficient * (1 + (error * rows) / horizon);
}
