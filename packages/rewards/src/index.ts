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
export type { RuleContext } from './rule-context';
export { createRules } from './create-rules';
export type { CreateRulesOptions } from './create-rules';
export { loadRule } from './load-rule';
export type { ImportModule } from './load-rule';
export { rules } from './rules';
export type { RuleFactory } from './rules';
export { answer } from './rules/answer';
export type { AnswerOptions } from './rules/answer';
export { distinctSteps } from './rules/distinct-steps';
export type { DistinctStepsOptions } from './rules/distinct-steps';
export { format } from './rules/format';
export type { FormatOptions } from './rules/format';
export { length } from './rules/length';
export type { LengthOptions } from './rules/length';
export { llmJudge } from './rules/llm-judge';
export type { LlmJudgeOptions } from './rules/llm-judge';
export { repetition } from './rules/repetition';
export type { RepetitionOptions } from './rules/repetition';
export { stepAccuracy } from './rules/step-accuracy';
export type { StepAccuracyOptions } from './rules/step-accuracy';
export { stepValidity } from './rules/step-validity';
export type { StepValidityOptions } from './rules/step-validity';
export { ruleStatistics } from './rule-statistics';
export { mean, standardDeviation } from './spread';
export type { RuleStatistics } from './rule-statistics';
export type { WeightedRule } from './composition';
export { combine, scoreGroup } from './score-group';
export type { CombinedRules, DroppedRule, GroupScores } from './score-group';
export { auditRule } from './audit/audit-rule';
export type { AuditOptions, AuditReport, Exploit } from './audit/audit-rule';
export { auditRules, totalRule } from './audit/audit-rules';
export type { Attack, Attempt, Probe, Subject } from './audit/attack';
export { catalogue } from './audit/catalogue';
export type { Measure, ProbeVerdict } from './audit/measure';
export { rewardWarnings, ruleSpreads } from './reward-warnings';
export type { HeldOutScore, RewardStep, RewardWarning, RewardWarningOptions } from './reward-warnings';
export { benchRewards } from './bench-rewards';
export type { RewardsBenchOptions, RewardsBenchRow } from './bench-rewards';
export { stepRewards } from './step-rewards';
export type { CompletionScores, CreditedRule, ResponseStep } from './step-rewards';
