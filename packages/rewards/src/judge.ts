import { modes } from './modes/modes';
import type { AnswerVerdict, KeyStepVerdict, RewardMode, StructureVerdict } from './modes/reward-mode';

/** The name of a reading of the reward rules. */
export type ModeName = RewardMode['name'];

/** A response and what it is judged against. `unknown` because files and the published code let anything in. */
export interface JudgeInput {
  readonly response: unknown;
  readonly solution: unknown;
  /** `{ Steps: [[alternative, …], …] }`, as R1-VL-10K stores it. */
  readonly keySteps: unknown;
}

export interface JudgeOptions {
  readonly mode?: ModeName;
  /** Weight of the key steps, in reward points; 0.1 in the paper. */
  readonly alpha?: number;
}

/** StepRAR and StepRVR of one response, with everything they were computed from. */
export interface Judgement {
  /** StepRAR, in [0, 1 + alpha]. */
  readonly accuracy: number;
  /** StepRVR, 0 or 1. */
  readonly validity: number;
  readonly total: number;
  readonly correct: boolean;
  readonly answer: string | null;
  /** Share of key steps matched. */
  readonly k: number;
  readonly matchedGroups: readonly boolean[];
  readonly complete: boolean;
  readonly logical: boolean;
}

/** What StepRAR is made of. */
export interface AccuracyTerms {
  readonly value: number;
  readonly answer: AnswerVerdict;
  readonly keySteps: KeyStepVerdict;
  /** Whether the key steps counted: paper and soft mode give nothing for them without an answer. */
  readonly keyStepsCount: boolean;
}

export const defaultAlpha = 0.1;

/**
 * StepRAR: is the answer right, and how many of the key steps are there?
 *
 * Equation  value = (correct ? 1 : 0) + k * alpha, in this order in doubles; 0 without an answer in paper and soft mode
 * Source    arXiv:2503.12937; specs/rewards.md 4
 * Throws    RewardModeError in code mode, where the published code raises
 */
export function accuracyTerms(mode: RewardMode, input: JudgeInput, alpha = defaultAlpha): AccuracyTerms {
  const answer = mode.answer(input.response, input.solution);
  const keySteps = mode.keySteps(input.response, input.keySteps);
  const keyStepsCount = answer.answer !== null || !mode.nullAnswerScoresZero;
  const value = (answer.correct ? 1 : 0) + (keyStepsCount ? keySteps.ratio * alpha : 0);
  return { value, answer, keySteps, keyStepsCount };
}

/**
 * StepRVR: 1 when the response is complete and logical, else 0.
 *
 * Source  arXiv:2503.12937; specs/rewards.md 2
 * Throws  RewardModeError in code mode, where the published code raises
 */
export function validityValue(structure: StructureVerdict): number {
  return structure.complete && structure.logical ? 1 : 0;
}

/** Both rewards of one response, for uses outside a training loop. */
export function judge(
  input: JudgeInput,
  { mode: name = 'soft', alpha = defaultAlpha }: JudgeOptions = {},
): Judgement {
  const mode = modes[name];
  const accuracy = accuracyTerms(mode, input, alpha);
  const structure = mode.structure(input.response);
  const validity = validityValue(structure);
  return {
    accuracy: accuracy.value,
    validity,
    total: accuracy.value + validity,
    correct: accuracy.answer.correct,
    answer: accuracy.answer.answer,
    k: accuracy.keySteps.ratio,
    matchedGroups: accuracy.keySteps.groups.map((group) => group.matched),
    complete: structure.complete,
    logical: structure.logical,
  };
}
