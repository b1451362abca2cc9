import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type EncodedPrompt, type PolicyModel, type Sample } from '@stepgrpo/core';
import { resolveBackend, type Backend } from '@stepgrpo/tensor';
import { decodeGreedily } from '../conformance/greedy-checks';
import { presets } from '../presets';
import { createTextBundle } from '../text-bundle-create';
import { vocabularyOf } from '../vocabulary';
import { createPolicy } from './create-policy';
import { loadPolicy } from './load-policy';
import type { TrainablePolicy } from './trainable-policy';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

let backend: Backend;
let policy: TrainablePolicy;
let prompts: EncodedPrompt[];

const question = (id: string, width: number, text: string): Sample => ({
  id,
  question: text,
  images: [
    {
      kind: 'pixels',
      width,
      height: 28,
      data: Uint8Array.from({ length: 28 * width * 3 }, (_, i) => (i * 37) % 251),
    },
  ],
  solution: '1',
  keySteps: [],
});

beforeAll(async () => {
  ({ backend } = await resolveBackend());
  const text = createTextBundle({
    corpus: ['What is the sum?'],
    vocabSize: 300,
    minPixels: 28 * 28,
    maxPixels: 28 * 112,
  });
  const config = { ...presets.get('tiny')(vocabularyOf(text)), initializerRange: 0.2 };
  policy = createPolicy({ config, text, backend, rng: createRng(7) });
  prompts = [
    await policy.encode(question('a', 56, 'What is the sum?')),
    await policy.encode(question('b', 112, 'How many digits are even here?')),
    await policy.encode({ ...question('c', 56, 'No image at all?'), images: [] }),
  ];
});

afterAll(async () => {
  await policy.dispose();
  await backend.dispose();
});

it('scores what it decodes as the full forward does', async () => {
  const count = 40; // past the first bucket of the completion cache
  const { tokens, logits } = await decodeGreedily(policy, prompts, { count });
  const rowIds = (row: number): number[] => [...tokens.subarray(row * count, (row + 1) * count)];
  const scores = await policy.logProbs(
    prompts.map((prompt, row) => ({ prompt, completionIds: rowIds(row) })),
  );
  scores.forEach((row, b) => {
    row.forEach((score, t) => {
      const own = logits.subarray((b * count + t) * policy.vocabSize, (b * count + t + 1) * policy.vocabSize);
      expect(score).toBeCloseTo(logSoftmaxAt(own, tokens[b * count + t] ?? 0), 4);
    });
  });
});

it('gives a sequence the same scores alone and in a batch', async () => {
  const sequences = prompts.map((prompt, i) => ({ prompt, completionIds: [40 + i, 50, 60 + i] }));
  const together = await policy.logProbs(sequences);
  for (const [i, sequence] of sequences.entries()) {
    const [alone] = await policy.logProbs([sequence]);
    alone?.forEach((score, t) => expect(score).toBeCloseTo(together[i]?.[t] ?? NaN, 5));
  }
});

it('decodes each row of a group for itself, whichever rows go on', async () => {
  const forced = (row: number, t: number): number => 20 + ((row * 7 + t * 3) % 50);
  const groupSize = 6;
  const rows = prompts.length * groupSize;
  const session = await policy.startDecoding(prompts, { groupSize, maxNewTokens: 12 });
  let active = Int32Array.from({ length: rows }, (_, i) => i);
  for (let t = 0; t < 12; t++) {
    await session.step(
      Int32Array.from({ length: rows }, (_, row) => forced(row, t)),
      active,
    );
    if (t === 3) active = active.filter((row) => row % 4 === 1); // few enough for a smaller layout
  }
  for (const row of active) {
    const completionIds = Array.from({ length: 13 }, (_, t) => forced(row, t));
    const prompt = prompts[Math.floor(row / groupSize)]!;
    const [scores] = await policy.logProbs([{ prompt, completionIds }]);
    const own = session.logits.subarray(row * policy.vocabSize, (row + 1) * policy.vocabSize);
    expect(logSoftmaxAt(own, completionIds[12]!)).toBeCloseTo(scores?.[12] ?? NaN, 4);
  }
  session.dispose();
});

it('scores a completion that contains an image token', async () => {
  const imageToken = policy.config.tokens.image;
  const [scores] = await policy.logProbs([
    { prompt: prompts[0]!, completionIds: [imageToken, 30, imageToken] },
  ]);
  expect(scores?.every(Number.isFinite)).toBe(true);
});

it('loads what it saved, with the same greedy tokens', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'policy-'));
  try {
    await policy.save(directory);
    const loaded = await loadPolicy({ path: directory, backend });
    const sample = question('d', 84, 'Again?');
    const decode = async (model: PolicyModel): Promise<Int32Array> =>
      (await decodeGreedily(model, [await model.encode(sample)], { count: 8 })).tokens;
    expect(await decode(loaded)).toEqual(await decode(policy));
    expect(loaded.endTokenIds).toEqual(policy.endTokenIds);
    await loaded.dispose();
  } finally {
    await rm(directory, { recursive: true });
  }
});

it('refuses to go on decoding once the weights changed', async () => {
  const frozen = policy.withWeights(policy.weights);
  const session = await frozen.startDecoding(prompts, { groupSize: 1, maxNewTokens: 4 });
  frozen.setWeights({ ...policy.weights });
  await expect(session.step(new Int32Array(3))).rejects.toThrow('new weights');
  await frozen.dispose();
});

it('names a weight of the wrong shape', () => {
  const { 'model.norm.weight': norm, ...rest } = policy.weights;
  expect(() => policy.setWeights(rest)).toThrow('Weight "model.norm.weight" is missing');
  expect(() => policy.setWeights({ ...policy.weights, extra: norm! })).toThrow('no weight "extra"');
});

it('keeps shapes few and pads rows to the micro-batch', () => {
  const batch = policy.collate([{ prompt: prompts[0]!, completionIds: [1, 2, 3] }], { minRows: 4 });
  expect(batch.completionMask.shape).toEqual([4, 32]);
  expect([...batch.completionMask.data].filter((value) => value === 1)).toHaveLength(3);
  expect(batch.tokenCount).toBe(3);
  const shared = prompts[1]!;
  const group = policy.collate(Array.from({ length: 4 }, () => ({ prompt: shared, completionIds: [5] })));
  expect(group.inputs.pixels.shape[0]).toBe(1);
});

function logSoftmaxAt(logits: Float32Array, index: number): number {
  const largest = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0);
  return (logits[index] ?? NaN) - largest - Math.log(total);
}
