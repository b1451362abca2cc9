import type {
  AdvantageEstimator,
  DataSourceConfig,
  ImageSource,
  ModelConfig,
  RewardConfig,
  Rng,
  RunConfig,
  Sample,
  Sampler,
} from '@stepgrpo/core';
import type { StepwiseEstimator, StepwiseOptions } from '@stepgrpo/advantage';
import type { Evaluation } from '@stepgrpo/bench';
import type { PixelImage, SampleSource } from '@stepgrpo/data';
import type { TrainablePolicy } from '@stepgrpo/model';
import type { BatchTree, Objective, Updater, UpdaterOptions } from '@stepgrpo/optim';
import type { WeightedRule } from '@stepgrpo/rewards';
import type { Backend, HostTensor, Resolved } from '@stepgrpo/tensor';

import type { DoctorParts, MismatchDoctor } from './mismatch/mismatch-doctor';

/**
 * Everything the trainer gets from other packages, one function per name in a config.
 *
 * `wire.ts` has the real ones. Tests pass fakes: that every option of a config reaches one of these is a test.
 */
export interface Collaborators {
  readonly openBackend: (settings: RunConfig['backend']) => Promise<Resolved>;
  readonly openData: (config: DataSourceConfig) => Promise<SampleSource>;
  /** The directory of a checkpoint: a path, or a name on the Hugging Face Hub, downloaded when it is not there yet. */
  readonly resolveModel: (
    name: string,
    options?: { readonly onProgress?: (doneBytes: number, totalBytes: number) => void },
  ) => Promise<string>;
  readonly openPolicy: (request: PolicyRequest) => Promise<TrainablePolicy>;
  /** The same base, shared, with the adapter that a directory holds. */
  readonly openAdapter: (policy: TrainablePolicy, directory: string) => Promise<TrainablePolicy>;
  readonly createSampler: () => Sampler;
  readonly createRules: (configs: readonly RewardConfig[]) => Promise<readonly WeightedRule[]>;
  readonly createEstimator: (name: string, options: Readonly<Record<string, unknown>>) => AdvantageEstimator;
  readonly createStepwise: (options: StepwiseOptions) => StepwiseEstimator;
  readonly createObjective: (name: string, options: Readonly<Record<string, unknown>>) => Objective;
  readonly createDoctor: (parts: DoctorParts) => MismatchDoctor;
  readonly createUpdater: <Batch extends BatchTree>(options: UpdaterOptions<Batch>) => Updater<Batch>;
  readonly evaluate: (request: EvaluationRequest) => Promise<Evaluation>;
  readonly decodeImage: (image: ImageSource) => Promise<PixelImage>;
  readonly savePng: (image: ImageSource, path: string, options: { readonly scale: number }) => Promise<void>;
  readonly writeTensors: (path: string, tensors: NamedTensors) => Promise<void>;
  readonly readTensors: (path: string) => Promise<NamedTensors>;
}

/** Host tensors by name. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** A policy to load, or to make from a preset. */
export interface PolicyRequest {
  readonly model: ModelConfig;
  readonly backend: Backend;
  /** The weights will not learn: those that are bfloat16 on disk stay so in memory. */
  readonly frozen?: boolean;
  /** Directory of the adapter to continue with; a new one where `model.lora` asks for one and this is absent. */
  readonly adapterFrom?: string;
  /** For the random weights of a preset and of a new adapter. */
  readonly rng: Rng;
  /** What a preset's tokenizer learns from. */
  readonly corpus: () => Promise<readonly Sample[]>;
}

/** Samples to answer greedily and to grade. */
export interface EvaluationRequest {
  readonly policy: TrainablePolicy;
  readonly sampler: Sampler;
  readonly samples: readonly Sample[];
  readonly rules: readonly WeightedRule[];
  readonly maxCompletionTokens: number;
  readonly batchSize: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}
