import { finiteOrZero } from './finite-or-zero';
import { groupNormalized } from './group-normalized';
import { moments, type Moments } from './moments';
import { requireSteps, type SteppedCompletion } from './stepped-completion';

export interface StepwiseOptions {
  /**
   * What a step is compared with: `group-steps`, all steps of the group; `step-index`, the same step of the other
   * completions, for responses that share a template; `none`, nothing, raw rewards count.
   */
  readonly normalization?: 'group-steps' | 'step-index' | 'none';
  /** Added to the standard deviation, outside the root; reward points. */
  readonly epsilon?: number;
  /** 1 divides squared deviations by count - 1, 0 by count. */
  readonly ddof?: 0 | 1;
  /** Discount per step between a token's own step and a later one, in [0, 1]. */
  readonly gamma?: number;
  /** `sum` credits a token with all steps from its own on; `min` with the worst of them. */
  readonly reduce?: 'sum' | 'min';
  /** Weight of the group-normalised outcome; 0 does not look at outcomes. */
  readonly outcomeWeight?: number;
  readonly processWeight?: number;
}

/** Advantages of single tokens, from rewards of single steps. */
export interface StepwiseEstimator {
  readonly name: string;
  /** Shapes  groups [B][G] completions of T[b,i] tokens -> advantages [B][G][T[b,i]] dimensionless */
  estimate(groups: readonly (readonly SteppedCompletion[])[]): number[][][];
}

/**
 * True step-wise credit: a token is credited with its own step and those after it, not with the whole completion.
 *
 * Equation  z[i,k] = (R[i,k] - mean Z) / (std Z + epsilon), Z the rewards it is compared with; missing: z = 0, not in Z
 *           sum: P[i,t] = sum over k >= k(t) of gamma^(k - k(t)) z[i,k], k(t) the step that contains token t
 *           min: P[i,t] = min over k >= k(t) of z[i,k], missing ones skipped
 *           A[i,t] = outcomeWeight * A_outcome[i] + processWeight * P[i,t]
 * Range     tokens after the last step, and completions without steps, have P = 0; std of fewer than ddof + 1 is 0.
 *           With `sum`, |A| grows with the number of later steps: prefer `min` where lengths differ much
 * Source    process supervision of GRPO, DeepSeekMath, arXiv:2402.03300, section 4.1.3 (no epsilon there); `min` after
 *           PURE, arXiv:2504.15275, without its soft transform. R1-VL, TRL and EasyR1 do not do this
 * Throws    ShapeError when steps do not lie in order inside their completion, or an outcome is asked for and missing
 */
export function stepwise({
  normalization = 'group-steps',
  epsilon = 1e-4,
  ddof = 1,
  gamma = 1,
  reduce = 'sum',
  outcomeWeight = 0,
  processWeight = 1,
}: StepwiseOptions = {}): StepwiseEstimator {
  const credit = reduce === 'sum' ? discountedSums(gamma) : laterMinima;
  const estimateGroup = (group: readonly SteppedCompletion[], b: number): number[][] => {
    requireSteps(group, b, outcomeWeight !== 0);
    const baselines = baselinesOf(group, normalization, ddof);
    const outcomes =
      outcomeWeight === 0
        ? group.map(() => 0)
        : groupNormalized({ epsilon }).estimate([group.map(({ outcome = NaN }) => outcome)])[0]!;
    return group.map(({ tokens, steps }, i) => {
      const scores = steps.map(({ reward }, k) => {
        const { mean, std } = baselines(k);
        return normalization === 'none' ? reward : (reward - mean) / (std + epsilon);
      });
      const credits = credit(
        scores.map((score, k) => (Number.isNaN(steps[k]!.reward) ? NaN : finiteOrZero(score))),
      );
      const process = spread(
        credits,
        steps.map(({ end }) => end),
        tokens,
      );
      return process.map((value) => outcomeWeight * outcomes[i]! + processWeight * value);
    });
  };
  return { name: 'stepwise', estimate: (groups) => groups.map(estimateGroup) };
}

/** Mean and spread that step k is compared with. */
function baselinesOf(
  group: readonly SteppedCompletion[],
  normalization: 'group-steps' | 'step-index' | 'none',
  ddof: number,
): (k: number) => Moments {
  const settled = (rewards: readonly number[]): Moments => {
    const found = moments(rewards, ddof);
    return { ...found, std: Number.isNaN(found.std) ? 0 : found.std };
  };
  if (normalization === 'step-index')
    return (k) => settled(group.map(({ steps }) => steps[k]?.reward ?? Number.NaN));
  const all = settled(group.flatMap(({ steps }) => steps.map(({ reward }) => reward)));
  return () => all;
}

/** Each step's own score plus the discounted scores after it; a missing score adds nothing. */
function discountedSums(gamma: number): (scores: readonly number[]) => number[] {
  return (scores) => {
    let run = 0;
    return scores
      .map((_, j) => scores[scores.length - 1 - j]!)
      .map((score) => (run = finiteOrZero(score) + gamma * run))
      .reverse();
  };
}

/** The lowest score from each step on; a missing score is skipped, and nothing left gives 0. */
function laterMinima(scores: readonly number[]): number[] {
  return scores.map((_, k) =>
    finiteOrZero(Math.min(...scores.slice(k).filter((score) => !Number.isNaN(score)))),
  );
}

/** A credit per step as one per token: up to and including each step's end; 0 after the last. */
function spread(credits: readonly number[], ends: readonly number[], tokens: number): number[] {
  return Array.from({ length: tokens }, (_, t) => {
    const step = ends.findIndex((end) => t <= end);
    return step < 0 ? 0 : credits[step]!;
  });
}
