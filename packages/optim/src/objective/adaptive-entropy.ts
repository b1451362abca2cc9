/** What the controller remembers; saved with checkpoints. */
export interface AdaptiveEntropyState {
  readonly coefficient: number;
  /** Mean entropy of the last update, nats; infinite before the first. */
  readonly lastEntropy: number;
}

export interface AdaptiveEntropyOptions {
  /** Mean entropy to keep, nats per token. */
  readonly target: number;
  /** How much the coefficient moves per update. */
  readonly delta: number;
  readonly min: number;
  readonly max: number;
}

/** The state before the first update: no bonus is applied until an entropy is known. */
export function initialAdaptiveEntropy(coefficient: number): AdaptiveEntropyState {
  return { coefficient, lastEntropy: Infinity };
}

/** The coefficient to use now: the controller's where the last entropy was at or below the target, else 0. */
export function activeCoefficient(
  { coefficient, lastEntropy }: AdaptiveEntropyState,
  { target }: Pick<AdaptiveEntropyOptions, 'target'>,
): number {
  return lastEntropy <= target ? coefficient : 0;
}

/**
 * The state after an update: a little more bonus where the policy grew too sure, a little less where it did not.
 *
 * Equation  H <= target: min(coefficient + delta, max), else max(coefficient - delta, min)
 * Range     entropy: sum of H over the tokens of the update / max(their count, 1), nats. Not called in evaluation
 * Source    Skywork-OR1, arXiv:2505.22312; huggingface/trl use_adaptive_entropy
 */
export function afterUpdate(
  { coefficient }: AdaptiveEntropyState,
  entropy: number,
  { target, delta, min, max }: AdaptiveEntropyOptions,
): AdaptiveEntropyState {
  const moved = entropy <= target ? Math.min(coefficient + delta, max) : Math.max(coefficient - delta, min);
  return { coefficient: moved, lastEntropy: entropy };
}
