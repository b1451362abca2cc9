import { createHash } from 'node:crypto';
import {
  ConfigError,
  createRng,
  type DataSourceConfig,
  type ModelConfig,
  type Rng,
  type RunConfig,
  type Sample,
} from '@stepgrpo/core';
import type { SampleSource } from '@stepgrpo/data';
import type { TrainablePolicy } from '@stepgrpo/model';
import type { Resolved } from '@stepgrpo/tensor';
import type { Collaborators, PolicyRequest } from './collaborators';
import { findModel } from './find-model';
import { objectiveOf } from './phases/objective-of';
import type { Reporter } from './progress/reporter';

/** What is open while a run trains. */
export interface Session {
  readonly config: RunConfig;
  readonly collaborators: Collaborators;
  readonly reporter: Reporter;
  readonly resolved: Resolved;
  readonly policy: TrainablePolicy;
  /** Directory of the checkpoint that training started from; null for a preset. */
  readonly source: string | null;
  readonly data: RunData;
  readonly rng: Rng;
  dispose(): Promise<void>;
}

/** The sample sources a config names. */
export interface RunData {
  readonly warmup: SampleSource | null;
  readonly stepgrpo: SampleSource | null;
  readonly eval: SampleSource | null;
  /** SHA-256 over the hashes of all of them. */
  readonly hash: string;
}

export interface SessionOptions {
  readonly collaborators: Collaborators;
  readonly reporter: Reporter;
  /** Directory of the weights to continue with; those of `config.model` when absent. */
  readonly resumeFrom?: string;
}

/** Samples whose texts teach a preset's tokenizer. */
const corpusSize = 2000;

/** Opens back end, data and policy. Nothing is written: a config that cannot run leaves no trace. */
export async function openSession(config: RunConfig, options: SessionOptions): Promise<Session> {
  const { collaborators, reporter, resumeFrom } = options;
  const rng = createRng(config.seed);
  if (config.stepgrpo !== undefined) {
    await collaborators.createRules(config.stepgrpo.rewards); // an unknown name must fail before the warm-up, not after
    collaborators.createEstimator(config.stepgrpo.advantage, config.stepgrpo.advantageOptions);
    objectiveOf(config.stepgrpo, collaborators);
  }
  const data = await openRunData(config, collaborators);
  const resolved = await collaborators.openBackend(config.backend);
  reporter.note(
    `back end   ${resolved.backend.name}, ${resolved.backend.threads} threads (${resolved.reason})`,
  );
  const { path } = config.model;
  const source = path === undefined ? null : await findModel(path, collaborators, reporter);
  const policy = await collaborators.openPolicy({
    ...weightsOf(config.model, { source, resumeFrom }),
    backend: resolved.backend,
    rng: rng.fork('model'),
    corpus: () => corpusOf(data),
  });
  if (policy.lora !== null && config.model.lora === undefined) {
    await policy.dispose();
    throw new ConfigError(
      `${path} is an adapter, and the config trains every weight.`,
      'name the weights it belongs to with [model.lora], or a merged checkpoint.',
      'model.path',
    );
  }
  return {
    config,
    collaborators,
    reporter,
    resolved,
    policy,
    source,
    data,
    rng,
    async dispose() {
      await policy.dispose();
      await resolved.backend.dispose();
    },
  };
}

/** What to open: the model of the config, or where a checkpoint left it. With adapters, a checkpoint holds those alone. */
function weightsOf(
  model: ModelConfig,
  { source, resumeFrom }: { readonly source: string | null; readonly resumeFrom: string | undefined },
): Pick<PolicyRequest, 'model' | 'adapterFrom'> {
  const start = source === null ? model : { ...model, path: source };
  if (resumeFrom === undefined) return { model: start };
  if (model.lora !== undefined) return { model: start, adapterFrom: resumeFrom };
  const { preset: _preset, vocabSize: _vocabSize, ...bounds } = model;
  return { model: { ...bounds, path: resumeFrom } };
}

async function openRunData(config: RunConfig, collaborators: Collaborators): Promise<RunData> {
  const openData = (source: DataSourceConfig): Promise<SampleSource> => collaborators.openData(source);
  const warmup = config.warmup === undefined ? null : await openData(config.warmup.data);
  const stepgrpo = config.stepgrpo === undefined ? null : await openData(config.stepgrpo.data);
  const evaluation = config.eval === undefined ? null : await openData(config.eval.data);
  const hashes = [warmup, stepgrpo, evaluation].map((source) => source?.hash ?? '');
  const hash = createHash('sha256').update(hashes.join('\n')).digest('hex');
  return { warmup, stepgrpo, eval: evaluation, hash };
}

/** The first samples of the training data. Held-out samples teach the tokenizer nothing. */
async function corpusOf({ warmup, stepgrpo }: RunData): Promise<readonly Sample[]> {
  const source = warmup ?? stepgrpo;
  if (source === null) return [];
  const count = Math.min(source.length, corpusSize);
  return Promise.all(Array.from({ length: count }, async (_, i) => source.get(i)));
}
