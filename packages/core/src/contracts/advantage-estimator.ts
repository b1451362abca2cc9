/** Turns rewards into advantages: how much better each completion did than it was expected to. */
export interface AdvantageEstimator {
  /** Unique kebab-case name. */
  readonly name: string;
  /**
   * Pure; same shape out; each group is judged by itself unless the name says otherwise.
   *
   * Shapes  rewards [B][G] reward points -> advantages [B][G] dimensionless
   * Throws  ShapeError when a group is too small for the estimator
   */
  estimate(rewards: readonly (readonly number[])[]): number[][];
}
