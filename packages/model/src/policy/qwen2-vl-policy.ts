import { ShapeError, type LoraConfig, type TrainingSequence } from '@stepgrpo/core';
import type { HostTensor, tf } from '@stepgrpo/tensor';
import { openDecodingSession } from '../decoding/decoding-session';
import { exportCheckpoint } from '../checkpoint/export-checkpoint';
import { saveCheckpoint } from '../checkpoint/save-checkpoint';
import { adapterWeights, checkAdapter, withoutAdapter } from '../lora/adapter';
import { writeAdapter } from '../lora/adapter-files';
import { isAdapterMap, isAdapterWeight } from '../lora/adapter-names';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { weightSpecs } from '../qwen2-vl/weight-specs';
import type { TextBundle } from '../text-bundle';
import { collateSequences, type LogProbInputs } from './collate';
import { policyProgram } from './policy-program';
import type { ProgramCache } from './program-cache';
import { bucketOf } from './shape-buckets';
import type { HostWeights, TrainablePolicy } from './trainable-policy';

/** Most tokens (padding included) of one run that only scores: bounds its memory. */
const TOKENS_PER_RUN = 4096;

/** A policy around a network, its weights and its text side; `programs` is released by `dispose()`. */
export function qwen2VlPolicy(parts: {
  readonly name: string;
  readonly config: Qwen2VlConfig;
  readonly text: TextBundle;
  readonly programs: ProgramCache;
  /** With or without adapters. */
  readonly weights: HostWeights;
  /** Of the adapters among the weights. */
  readonly lora?: LoraConfig | null;
}): TrainablePolicy {
  const { name, config, text, programs } = parts;
  const lora = Object.keys(parts.weights).some(isAdapterWeight) ? (parts.lora ?? null) : null;
  const program = policyProgram(config);
  let weights = checkedWeights(config, parts.weights);
  let generation = 0;

  const scoreRun = async (sequences: readonly TrainingSequence[]): Promise<Float32Array[]> => {
    const { inputs } = collateSequences(config, sequences, { minRows: bucketOf(sequences.length) });
    const all = { weights, inputs: inputs as LogProbInputs<HostTensor> };
    const compiled = await programs.get(
      'log-probs',
      ({ weights, inputs }: { weights: Record<string, tf.Tensor>; inputs: LogProbInputs<tf.Tensor> }) => ({
        logProbs: program.logProbs(weights, inputs as unknown as Record<string, tf.Tensor>),
      }),
      all,
    );
    const { logProbs } = await compiled.run(all);
    const width = logProbs.shape[1] ?? 0;
    return sequences.map(({ completionIds }, row) =>
      (logProbs.data as Float32Array).slice(row * width, row * width + completionIds.length),
    );
  };

  return {
    name,
    config,
    lora,
    program,
    vocabSize: config.vocabSize,
    endTokenIds: text.endTokenIds,
    get weights() {
      return weights;
    },
    isTrainable: (weight) => lora === null || isAdapterMap(weight),
    setWeights(next) {
      weights = checkedWeights(config, next);
      generation++;
    },
    encode: (sample) => text.encodePrompt(sample),
    encodeText: (content) => text.encodeText(content),
    decodeText: (tokenIds) => text.decodeText(tokenIds),
    decodeWithStarts: (tokenIds) => text.decodeWithStarts(tokenIds),
    startDecoding(prompts, options) {
      const opened = generation;
      const network = { config, programs, weights, isCurrent: () => generation === opened };
      return openDecodingSession(network, prompts, options);
    },
    async logProbs(sequences) {
      const results: Float32Array[] = [];
      for (const run of runsOf(sequences)) results.push(...(await scoreRun(run)));
      return results;
    },
    collate: (sequences, { minRows = 1, rng } = {}) => {
      const share = lora?.dropout ?? 0;
      const dropout = rng === undefined || share === 0 ? {} : { dropout: { share, rng } };
      return collateSequences(config, sequences, { minRows, ...dropout });
    },
    withWeights: (other) =>
      qwen2VlPolicy({ name, config, text, programs: programs.retain(), weights: other, lora }),
    withAdapter: (adapter) =>
      qwen2VlPolicy({
        name,
        config,
        text,
        programs: programs.retain(),
        weights: { ...withoutAdapter(weights), ...adapter.weights },
        lora: adapter.config,
      }),
    async save(directory, { base = name } = {}) {
      if (lora === null) return saveCheckpoint(directory, { config, weights, text });
      const adapter = { config: lora, weights: adapterWeights(weights) };
      await writeAdapter(directory, adapter, { model: config, base });
      await text.save(directory);
    },
    export: (directory, options) => exportCheckpoint(directory, { config, weights, text }, options),
    dispose: () => programs.release(),
  };
}

/** Consecutive sequences, as many as the token bound allows: those of a group stay together and share their image. */
function* runsOf(sequences: readonly TrainingSequence[]): Generator<readonly TrainingSequence[]> {
  let run: TrainingSequence[] = [];
  let longest = 0;
  for (const sequence of sequences) {
    const length = sequence.prompt.tokenIds.length + sequence.completionIds.length;
    const grown = Math.max(longest, length);
    if (run.length > 0 && grown * (run.length + 1) > TOKENS_PER_RUN) {
      yield run;
      run = [];
      longest = 0;
    }
    run.push(sequence);
    longest = Math.max(longest, length);
  }
  if (run.length > 0) yield run;
}

function checkedWeights(config: Qwen2VlConfig, weights: HostWeights): HostWeights {
  const specs = weightSpecs(config);
  const adapters = adapterWeights(weights);
  if (Object.keys(adapters).length > 0) checkAdapter(config, adapters);
  for (const [name, { shape }] of Object.entries(specs)) {
    const found = weights[name];
    const isNumbers = found?.dtype === 'float32' || found?.dtype === 'bfloat16';
    if (!isNumbers || found?.shape.join() !== shape.join()) {
      const what = found === undefined ? 'missing' : `${found.dtype} [${found.shape.join(', ')}]`;
      throw new ShapeError(
        `Weight "${name}" is ${what}; the config wants float32 or bfloat16 [${shape.join(', ')}].`,
        'pass the weights of the same network.',
      );
    }
  }
  const unknown = Object.keys(weights).find((name) => !(name in specs) && !(name in adapters));
  if (unknown !== undefined) {
    throw new ShapeError(`The network has no weight "${unknown}".`, 'pass the weights of the same network.');
  }
  return weights;
}
