import type { EncodedPrompt } from '@stepgrpo/core';
import { hostTensor, tf, type HostTensor } from '@stepgrpo/tensor';
import { layOutRows } from '../policy/sequence-batch';
import type { ProgramCache } from '../policy/program-cache';
import { bucketOf, lengthBucket } from '../policy/shape-buckets';
import { headDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import type { Weights } from '../qwen2-vl/layers';
import { sequenceNetwork, type SequenceInputs } from '../qwen2-vl/sequence-network';
import { outputHead } from '../qwen2-vl/text-decoder';
import type { ByLayer } from './decode-step';
import { copyEntries, createLayerCache, type LayerCache } from './layer-cache';

/** Most tokens (padding included) of one prefill run: bounds its memory. */
const TOKENS_PER_RUN = 8192;

/** Prompts, encoded once each. */
export interface EncodedPrompts {
  /** [P, V]: logits after the last token of each prompt. */
  readonly logits: Float32Array;
  /** One entry a slot; slots beyond the prompts are empty. */
  readonly cache: LayerCache;
  /** Tokens of each prompt. */
  readonly lengths: Int32Array;
  /** Position of the first token after each prompt. */
  readonly nextPositions: Int32Array;
}

interface PrefillInputs<T> extends SequenceInputs<T> {
  /** int32 [B]: row of the flattened hidden states that holds the last token of each prompt. */
  readonly lastRows: T;
}

type PrefillOutputs<T> = {
  readonly logits: T;
  readonly keys: ByLayer<T>;
  readonly values: ByLayer<T>;
};

/** Runs the network over prompts and keeps keys, values and the last logits of each, in `slots` entries. */
export async function prefill(
  { config, programs, weights }: PrefillNetwork,
  prompts: readonly EncodedPrompt[],
  { slots, tokensPerRun = TOKENS_PER_RUN }: { readonly slots: number; readonly tokensPerRun?: number },
): Promise<EncodedPrompts> {
  const length = lengthBucket(Math.max(...prompts.map(({ tokenIds }) => tokenIds.length)));
  const shape = { layers: config.numLayers, heads: config.numKvHeads, length, width: headDim(config) };
  const cache = createLayerCache({ ...shape, entries: slots });
  const logits = new Float32Array(prompts.length * config.vocabSize);
  const nextPositions = new Int32Array(prompts.length);
  const perRun = Math.max(1, Math.floor(tokensPerRun / length));
  for (let start = 0; start < prompts.length; start += perRun) {
    const chunk = prompts.slice(start, start + perRun);
    const rows = bucketOf(chunk.length);
    const { inputs, deltas } = layOutRows(
      config,
      chunk.map((prompt) => ({ prompt, continuation: [] })),
      { rows, length },
    );
    const lastRows = Int32Array.from({ length: rows }, (_, i) =>
      i < chunk.length ? i * length + (chunk[i]?.tokenIds.length ?? 1) - 1 : 0,
    );
    const all = { weights, inputs: { ...inputs, lastRows: hostTensor(lastRows, [rows]) } };
    const program = await programs.get('prefill', prefillProgram(config), all);
    const outputs = await program.run(all);
    const sources = new Int32Array(slots).fill(-1);
    chunk.forEach((prompt, i) => {
      sources[start + i] = i;
      nextPositions[start + i] = prompt.tokenIds.length + (deltas[i] ?? 0);
    });
    const encoded = { shape: { ...shape, entries: rows }, keys: outputs.keys, values: outputs.values };
    copyEntries(encoded, cache, sources, length);
    const chunkLogits = outputs.logits.data as Float32Array;
    logits.set(chunkLogits.subarray(0, chunk.length * config.vocabSize), start * config.vocabSize);
  }
  return {
    logits,
    cache,
    nextPositions,
    lengths: Int32Array.from(prompts, ({ tokenIds }) => tokenIds.length),
  };
}

/** What decoding needs of a policy. */
export interface PrefillNetwork {
  readonly config: Qwen2VlConfig;
  readonly programs: ProgramCache;
  readonly weights: Readonly<Record<string, HostTensor>>;
}

function prefillProgram(config: Qwen2VlConfig) {
  return ({
    weights,
    inputs,
  }: {
    weights: Weights;
    inputs: PrefillInputs<tf.Tensor>;
  }): PrefillOutputs<tf.Tensor> => {
    const { lastRows, ...sequences } = inputs;
    const { hidden, keys, values } = sequenceNetwork(weights, config, sequences);
    const last = tf.gather(hidden, lastRows);
    return {
      logits: outputHead(weights, config, last),
      keys: Object.fromEntries(keys.entries()),
      values: Object.fromEntries(values.entries()),
    };
  };
}
