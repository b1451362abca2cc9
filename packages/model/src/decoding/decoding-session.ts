import { ShapeError, StepGrpoError, type DecodingSession, type EncodedPrompt } from '@stepgrpo/core';
import { hostTensor, type HostTensor, type tf } from '@stepgrpo/tensor';
import type { ShapedProgram } from '../policy/program-cache';
import { headDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import type { Weights } from '../qwen2-vl/layers';
import { emptyRotary, textRotary } from '../qwen2-vl/rotary';
import { decodeStep, type StepInputs, type StepOutputs } from './decode-step';
import { decodingWeights } from './fused-projections';
import { copyEntries, createLayerCache, writePosition, type LayerCache } from './layer-cache';
import { prefill, type EncodedPrompts, type PrefillNetwork } from './prefill';
import { allowPosition, rowBias } from './row-bias';
import { compactLayout, fullLayout, type RowLayout } from './row-layout';

/** A decoding session was used after `dispose()`, past its length, or after its policy got new weights. */
export class DecodingError extends StepGrpoError {
  readonly code = 'DECODING';
}

/** The network of a session; `isCurrent` turns false when the policy gets other weights. */
export interface DecodingNetwork extends PrefillNetwork {
  isCurrent(): boolean;
}

interface StepArguments {
  readonly weights: Readonly<Record<string, HostTensor>>;
  readonly inputs: StepInputs<HostTensor>;
}

/** Padded length of the completion cache that holds `count` tokens. */
export function completionBucket(count: number): number {
  let length = 32;
  while (length < count) length += length < 128 ? 32 : length < 512 ? 64 : 256;
  return length;
}

/** Encodes each prompt once and opens `groupSize` rows for it. */
export async function openDecodingSession(
  network: DecodingNetwork,
  prompts: readonly EncodedPrompt[],
  { groupSize, maxNewTokens }: { readonly groupSize: number; readonly maxNewTokens: number },
): Promise<DecodingSession> {
  if (prompts.length === 0 || groupSize < 1) {
    throw new ShapeError(
      `Decoding was asked for ${prompts.length} prompt(s) with groups of ${groupSize}.`,
      'pass at least one prompt and a group size of at least 1.',
    );
  }
  const layout = fullLayout(prompts.length, groupSize);
  const encoded = await prefill(network, prompts, { slots: layout.slots });
  return new CachedDecoding(network, { layout, encoded, groupSize, maxNewTokens });
}

/**
 * Rows that are written in step, over key/value caches in JavaScript memory that compiled steps read in place.
 * Finished rows are computed along until leaving them out saves a quarter of the work; then the caches are compacted.
 */
class CachedDecoding implements DecodingSession {
  readonly rows: number;
  readonly logits: Float32Array;
  private readonly config: Qwen2VlConfig;
  private readonly encoded: EncodedPrompts;
  private readonly groupSize: number;
  private readonly maxNewTokens: number;
  /** Those of the text decoder, as a step takes them. */
  private readonly weights: Readonly<Record<string, HostTensor>>;
  private layout: RowLayout;
  private prompt: LayerCache;
  private completion: LayerCache;
  private bias: Float32Array;
  private length = 0;
  private disposed = false;
  /** The step compiled for the current shapes. */
  private program: ShapedProgram<StepArguments, StepOutputs<tf.Tensor>> | undefined;

  constructor(
    private readonly network: DecodingNetwork,
    start: { layout: RowLayout; encoded: EncodedPrompts; groupSize: number; maxNewTokens: number },
  ) {
    this.config = network.config;
    this.weights = decodingWeights(network.config, network.weights);
    this.encoded = start.encoded;
    this.groupSize = start.groupSize;
    this.maxNewTokens = start.maxNewTokens;
    this.layout = start.layout;
    this.rows = start.encoded.lengths.length * start.groupSize;
    this.prompt = start.encoded.cache;
    this.completion = this.newCompletionCache(completionBucket(1));
    this.bias = this.newBias();
    this.logits = this.firstLogits();
  }

  async step(tokenIds: Int32Array, active?: Int32Array): Promise<void> {
    this.check(tokenIds);
    if (active !== undefined) {
      if (active.length === 0) return;
      this.compact(active);
    }
    if (this.length >= this.completion.shape.length) this.grow();
    const inputs = this.stepInputs(tokenIds);
    const all = { weights: this.weights, inputs };
    this.program ??= await this.network.programs.get('decode-step', stepProgram(this.config), all);
    const { logits, fresh } = await this.program.run(all);
    writePosition(this.completion, this.length, fresh.data as Float32Array);
    allowPosition(this.bias, this.layout.rowOf.length, this.prompt.shape.length + this.length);
    this.length++;
    this.storeLogits(logits.data as Float32Array);
  }

  dispose(): void {
    this.disposed = true;
    this.program = undefined;
    this.prompt = this.completion = createLayerCache({ ...this.completion.shape, layers: 0 });
  }

  private check(tokenIds: Int32Array): void {
    if (this.disposed) throw new DecodingError('The session was disposed.', 'start decoding again.');
    if (!this.network.isCurrent()) {
      throw new DecodingError('The policy got new weights since the session began.', 'start decoding again.');
    }
    if (this.length >= this.maxNewTokens) {
      throw new DecodingError(
        `The session was opened for ${this.maxNewTokens} new tokens, all are written.`,
        'open it with a larger maxNewTokens.',
      );
    }
    if (tokenIds.length !== this.rows) {
      throw new ShapeError(
        `${tokenIds.length} token(s) for ${this.rows} rows.`,
        'pass one token for each row.',
      );
    }
  }

  private stepInputs(tokenIds: Int32Array): StepInputs<HostTensor> {
    const { rowOf } = this.layout;
    const width = headDim(this.config);
    const rows = rowOf.length;
    const table = emptyRotary(rows, width);
    const rotary = textRotary(this.config);
    const tokens = new Int32Array(rows);
    rowOf.forEach((row, i) => {
      if (row < 0) return;
      tokens[i] = tokenIds[row] ?? 0;
      const position = (this.encoded.nextPositions[this.promptOf(row)] ?? 0) + this.length;
      rotary.write(table, i, [position, position, position], 1);
    });
    return {
      tokenIds: hostTensor(tokens, [rows]),
      cos: hostTensor(table.cos, [rows, 1, width]),
      sin: hostTensor(table.sin, [rows, 1, width]),
      bias: hostTensor(this.bias, [rows, 1, this.bias.length / rows]),
      promptKeys: this.prompt.keys,
      promptValues: this.prompt.values,
      completionKeys: this.completion.keys,
      completionValues: this.completion.values,
    };
  }

  /** Leaves finished rows out when that saves enough. */
  private compact(active: Int32Array): void {
    const next = compactLayout(this.layout, active);
    if (next === undefined) return;
    const placeOf = new Int32Array(this.rows).fill(-1);
    this.layout.rowOf.forEach((row, place) => {
      if (row >= 0) placeOf[row] = place;
    });
    const rowSources = next.rowOf.map((row) => (row < 0 ? -1 : (placeOf[row] ?? -1)));
    const { perSlot } = this.layout;
    const prompt = createLayerCache({ ...this.prompt.shape, entries: next.slots });
    const promptSources = rowSources.map((place) => (place < 0 ? -1 : Math.floor(place / perSlot)));
    copyEntries(this.prompt, prompt, promptSources, this.prompt.shape.length);
    const completion = createLayerCache({ ...this.completion.shape, entries: next.rowOf.length });
    copyEntries(this.completion, completion, rowSources, this.length);
    this.layout = next;
    this.prompt = prompt;
    this.completion = completion;
    this.bias = this.newBias();
    this.program = undefined;
  }

  /** Makes room for more completion tokens. */
  private grow(): void {
    const larger = this.newCompletionCache(completionBucket(this.length + 1));
    copyEntries(
      this.completion,
      larger,
      Int32Array.from(this.layout.rowOf, (_, i) => i),
      this.length,
    );
    this.completion = larger;
    this.bias = this.newBias();
    this.program = undefined;
  }

  private newCompletionCache(length: number): LayerCache {
    const { numLayers: layers, numKvHeads: heads } = this.config;
    return createLayerCache({
      layers,
      heads,
      length,
      width: headDim(this.config),
      entries: this.layout.rowOf.length,
    });
  }

  private newBias(): Float32Array {
    return rowBias({
      promptLengths: Array.from(this.layout.rowOf, (row) =>
        row < 0 ? 0 : (this.encoded.lengths[this.promptOf(row)] ?? 0),
      ),
      promptWidth: this.prompt.shape.length,
      completionWidth: this.completion.shape.length,
      written: this.length,
    });
  }

  private firstLogits(): Float32Array {
    const { vocabSize } = this.config;
    const logits = new Float32Array(this.rows * vocabSize);
    for (let row = 0; row < this.rows; row++) {
      const from = this.promptOf(row) * vocabSize;
      logits.set(this.encoded.logits.subarray(from, from + vocabSize), row * vocabSize);
    }
    return logits;
  }

  private storeLogits(computed: Float32Array): void {
    const { vocabSize } = this.config;
    this.layout.rowOf.forEach((row, i) => {
      if (row >= 0) this.logits.set(computed.subarray(i * vocabSize, (i + 1) * vocabSize), row * vocabSize);
    });
  }

  private promptOf(row: number): number {
    return Math.floor(row / this.groupSize);
  }
}

function stepProgram(config: Qwen2VlConfig) {
  return ({ weights, inputs }: { weights: Weights; inputs: StepInputs<tf.Tensor> }): StepOutputs<tf.Tensor> =>
    decodeStep(weights, config, inputs);
}
