import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRng, type Rng } from '@stepgrpo/core';
import { sizeOf } from '@stepgrpo/tensor';
import { toBfloat16 } from '../checkpoint/element-types';
import { saveConfig } from '../checkpoint/save-checkpoint';
import { writeShards, type StreamedTensor, type WrittenShards } from '../checkpoint/write-shards';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { weightSpecs, type WeightSpec } from '../qwen2-vl/weight-specs';
import { bundleOfTokenizer } from '../text-bundle-create';
import { syntheticTokenizer } from './synthetic-tokenizer';

export interface SynthesizeOptions {
  readonly config: Qwen2VlConfig;
  readonly directory: string;
  readonly seed: string | number;
  /** Element type on disk. */
  readonly dtype: 'bfloat16' | 'float32';
  /** Most bytes of weights in one file. */
  readonly shardBytes: number;
  readonly onProgress?: (bytes: number) => void;
}

/** Numbers in one piece of a tensor. */
const PIECE = 1 << 20;

/**
 * Writes a checkpoint of the true shape whose contents are made up: seeded random weights under their published names and a
 * tokenizer nobody trained, in the published file layout. It loads like the original and says nothing meaningful.
 *
 * Memory holds a piece of a tensor at a time, whatever the size of the model.
 */
export async function synthesizeCheckpoint(options: SynthesizeOptions): Promise<WrittenShards> {
  const { directory, dtype, seed } = options;
  const config: Qwen2VlConfig = { ...options.config, dtype };
  const text = bundleOfTokenizer(syntheticTokenizer(config.vocabSize), publishedLimits);
  await mkdir(directory, { recursive: true });
  await text.save(directory);
  await saveConfig(directory, { config, text });
  const tensors = syntheticWeights(config, createRng(seed), dtype);
  const written = await writeShards(directory, tensors, options);
  await writeFile(join(directory, 'README.md'), readme(config, seed));
  return written;
}

/** Source  min_pixels and max_pixels of preprocessor_config.json of Qwen/Qwen2-VL-2B-Instruct */
const publishedLimits = { minPixels: 56 * 56, maxPixels: 12_845_056 };

/**
 * Every weight of the config as a stream: norms 1, biases 0, the rest normal with the config's deviation (those that write
 * into the residual stream divided by the root of twice the layers). Each has its own random stream, keyed by its name.
 */
export function syntheticWeights(
  config: Qwen2VlConfig,
  rng: Rng,
  dtype: 'bfloat16' | 'float32',
): readonly StreamedTensor[] {
  return Object.entries(weightSpecs(config)).map(([name, spec]) => {
    const layers = name.startsWith('visual.') ? config.vision.depth : config.numLayers;
    const deviation = config.initializerRange / (spec.residual ? Math.sqrt(2 * layers) : 1);
    return {
      name,
      shape: spec.shape,
      type: dtype === 'bfloat16' ? 'BF16' : 'F32',
      pieces: () => piecesOf(spec, deviation, { rng: rng.fork(name), dtype }),
    };
  });
}

function* piecesOf(
  { shape, initial }: WeightSpec,
  deviation: number,
  { rng, dtype }: { readonly rng: Rng; readonly dtype: 'bfloat16' | 'float32' },
): Generator<Uint8Array> {
  const palette = paletteOf(initial, deviation, rng);
  const stored = dtype === 'bfloat16' ? toBfloat16(palette) : palette;
  const total = sizeOf(shape);
  for (let at = 0; at < total; at += PIECE) {
    const count = Math.min(PIECE, total - at);
    const piece = stored instanceof Uint16Array ? new Uint16Array(count) : new Float32Array(count);
    if (stored.length === 1) piece.fill(stored[0]!);
    else {
      for (let i = 0; i < count; i += 3) {
        const draw = rng.integer(2 ** 48); // three picks in one
        piece[i] = stored[draw & 0xffff]!;
        if (i + 1 < count) piece[i + 1] = stored[(draw / 2 ** 16) & 0xffff]!;
        if (i + 2 < count) piece[i + 2] = stored[(draw / 2 ** 32) & 0xffff]!;
      }
    }
    yield new Uint8Array(piece.buffer);
  }
}

/** The numbers a weight is drawn from: one, or 65,536 normal ones, which are much faster to pick from than to make anew. */
function paletteOf(initial: WeightSpec['initial'], deviation: number, rng: Rng): Float32Array {
  switch (initial) {
    case 'zeros':
      return Float32Array.of(0);
    case 'ones':
      return Float32Array.of(1);
    case 'normal':
      return Float32Array.from({ length: 1 << 16 }, () => deviation * rng.normal());
    default:
      return initial satisfies never;
  }
}

function readme(config: Qwen2VlConfig, seed: string | number): string {
  return `# A synthetic checkpoint

Made by \`stepgrpo model synthesize\` with the seed ${JSON.stringify(seed)}, to try shapes, memory and speed without a download.

- Real: the shape (${config.numLayers} layers of width ${config.hiddenSize}, ${config.vision.depth} vision blocks of width ${config.vision.embedDim}), the names and types of the weights, the file layout, the chat template, the image processor, and the special tokens with their ids.
- Synthetic: every weight (seeded random numbers), and the tokenizer (bytes, pairs and triples of bytes; nobody trained it).

It answers with noise. Do not evaluate it.
`;
}
