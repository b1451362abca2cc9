import { createHash } from 'node:crypto';
import { createRng, type DataSourceConfig, type Rng, type RunConfig, type Sample } from '@stepgrpo/core';
import type { SampleSource } from '@stepgrpo/data';
import type { TrainablePolicy } from '@stepgrpo/model';
import type { Resolved } from '@stepgrpo/tensor';
import type { Collaborators } from './collaborators';
import { objectiveOf } from './phases/objective-of';
import type { Reporter } from './progress/reporter';

/** What is open while a run trains. */
export interface Session {
  readonly config: RunConfig;
  readonly collaborators: Collaborators;
  readonly reporter: Reporter;
  readonly resolved: Resolved;
  readonly policy: TrainablePolicy;
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
  const { preset: _preset, vocabSize: _vocabSize, ...bounds } = config.model;
  const model = resumeFrom === undefined ? config.model : { ...bounds, path: resumeFrom };
  const policy = await collaborators.openPolicy({
    model,
    backend: resolved.backend,
    rng: rng.fork('model'),
    corpus: () => corpusOf(data),
  });
  return {
    config,
    collaborators,
    reporter,
    resolved,
    policy,
    data,
    rng,
    async dispose() {
      await policy.dispose();
      await resolved.backend.dispose();
    },
  };
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
