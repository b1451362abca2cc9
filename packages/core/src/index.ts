export {
  BackendError,
  CheckpointError,
  ConfigError,
  DataError,
  ShapeError,
  StepGrpoError,
  UnknownNameError,
  isStepGrpoError,
} from './errors';
export type { Completion, FinishReason, Group } from './completion';
export { runConfigSchema } from './config';
export type {
  DataSourceConfig,
  DoctorConfig,
  EvalConfig,
  LoraConfig,
  ModelConfig,
  OptimConfig,
  RewardConfig,
  RlConfig,
  RunConfig,
  RunConfigInput,
  StepwiseConfig,
  WarmupConfig,
} from './config';
export type { AdvantageEstimator } from './contracts/advantage-estimator';
export type { Benchmark, Grade } from './contracts/benchmark';
export type {
  DecodingSession,
  EncodedImage,
  EncodedPrompt,
  ImageSpan,
  PolicyModel,
  TrainingSequence,
} from './contracts/policy-model';
export { scored, ungradable } from './contracts/reward-rule';
export type { RewardOutcome, RewardPart, RewardRule } from './contracts/reward-rule';
export type { RunLog } from './contracts/run-log';
export type { Sampler, SamplingOptions } from './contracts/sampler';
export { defineRegistry } from './registry';
export type { Registry } from './registry';
export { formatResponse, parseResponse, responseHeadings } from './response';
export type { ParsedResponse, ResponseParts, ResponseSection, SectionKind } from './response';
export { createRng } from './rng';
export type { Rng } from './rng';
export { estimateSchema, runEventSchema } from './run-events';
export type { Estimate, RunEvent } from './run-events';
export type { ImagePlacement, ImageSource, KeyStep, Sample } from './sample';
