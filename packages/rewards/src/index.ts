export { accuracyTerms, defaultAlpha, judge, validityValue } from './judge';
export type { AccuracyTerms, JudgeInput, JudgeOptions, Judgement, ModeName } from './judge';
export { modes } from './modes/modes';
export type {
  AnswerVerdict,
  Criterion,
  GroupMatch,
  KeyStepVerdict,
  RewardMode,
  Span,
  StructureVerdict,
} from './modes/reward-mode';
export { RewardModeError } from './reward-mode-error';
export type { PythonClass } from './reward-mode-error';
export { runRewardCases } from './conformance';
export type { ConformanceCase, ConformanceCheck } from './conformance';
export { createRules, rules } from './rules';
export type { RuleFactory } from './rules';
export { answer } from './rules/answer';
export type { AnswerOptions } from './rules/answer';
export { distinctSteps } from './rules/distinct-steps';
export type { DistinctStepsOptions } from './rules/distinct-steps';
export { format } from './rules/format';
export type { FormatOptions } from './rules/format';
export { length } from './rules/length';
export type { LengthOptions } from './rules/length';
export { repetition } from './rules/repetition';
export type { RepetitionOptions } from './rules/repetition';
export { stepAccuracy } from './rules/step-accuracy';
export type { StepAccuracyOptions } from './rules/step-accuracy';
export { stepValidity } from './rules/step-validity';
export type { StepValidityOptions } from './rules/step-validity';
export { combine, scoreGroup } from './score-group';
export type { CombinedRules, DroppedRule, GroupScores, WeightedRule } from './score-group';
export { stepRewards } from './step-rewards';
export type { CreditedRule, ResponseStep } from './step-rewards';
