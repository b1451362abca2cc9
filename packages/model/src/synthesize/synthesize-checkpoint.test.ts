import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@stepgrpo/core';
import { readConfig, readWeights } from '../checkpoint/checkpoint';
import { presets } from '../presets';
import { vocabularyOf } from '../vocabulary';
import { loadTextBundle } from '../text-bundle-load';
import { createTokenizer } from '../tokenizer';
import { synthesizeCheckpoint, syntheticWeights } from './synthesize-checkpoint';
import { syntheticTokenizer } from './synthetic-tokenizer';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'synthesize-'));
});
afterEach(() => rm(directory, { recursive: true }));

const tokenizer = createTokenizer(syntheticTokenizer(300));
const config = presets.get('tiny')(vocabularyOf({ vocabSize: 300, tokenizer }));

it('writes a checkpoint that loads, sharded, in bfloat16', async () => {
  const { files, totalBytes } = await synthesizeCheckpoint({
    config,
    directory,
    seed: 7,
    dtype: 'bfloat16',
    shardBytes: 20_000,
  });
  expect(files.length).toBeGreaterThan(1);
  const read = await readConfig(directory);
  expect(read).toEqual({ ...config, dtype: 'bfloat16' });
  const weights = await readWeights(directory, read);
  const numbers = Object.values(weights).reduce((total, { data }) => total + data.length, 0);
  expect(totalBytes).toBe(2 * numbers);
  const text = await loadTextBundle(directory);
  expect(text.decodeText(text.encodeText('Hello!'))).toBe('Hello!');
  expect(await readFile(join(directory, 'README.md'), 'utf8')).toContain('Synthetic: every weight');
});

it('gives the weights the moments they are said to have', () => {
  const weights = new Map(syntheticWeights(config, createRng(1), 'float32').map((w) => [w.name, w]));
  const read = (name: string): Float32Array => {
    const [piece] = [...(weights.get(name)!.pieces() as Iterable<Uint8Array>)];
    return new Float32Array(piece!.buffer);
  };
  expect([...new Set(read('model.norm.weight'))]).toEqual([1]);
  expect([...new Set(read('visual.blocks.0.attn.qkv.bias'))]).toEqual([0]);
  const embedding = read('model.embed_tokens.weight');
  const variance = embedding.reduce((sum, x) => sum + x * x, 0) / embedding.length;
  expect(Math.sqrt(variance)).toBeCloseTo(0.02, 3);
});

it('is decided by the seed, weight by weight', () => {
  const first = (seed: number, name: string): number => {
    const tensor = syntheticWeights(config, createRng(seed), 'float32').find((w) => w.name === name)!;
    const [piece] = [...(tensor.pieces() as Iterable<Uint8Array>)];
    return new Float32Array(piece!.buffer)[0]!;
  };
  const name = 'model.embed_tokens.weight';
  expect(first(1, name)).toBe(first(1, name));
  expect(first(1, name)).not.toBe(first(2, name));
  expect(first(1, name)).not.toBe(first(1, 'model.layers.0.mlp.up_proj.weight'));
});
