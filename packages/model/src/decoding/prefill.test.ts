import { createRng, type EncodedPrompt } from '@stepgrpo/core';
import { resolveBackend } from '@stepgrpo/tensor';
import { initialWeights } from '../policy/create-policy';
import { createProgramCache } from '../policy/program-cache';
import { presets } from '../presets';
import { prefill } from './prefill';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = { ...presets.get('tiny')({ size: 20, tokens }), initializerRange: 0.3 };
const prompt = (length: number, seed: number): EncodedPrompt => ({
  tokenIds: Array.from({ length }, (_, i) => 7 + ((i * seed) % 13)),
  imageSpans: [],
  images: [],
});

it('encodes many prompts in several runs as it does one by one', async () => {
  const { backend } = await resolveBackend();
  const programs = createProgramCache(backend);
  const network = { config, programs, weights: initialWeights(config, createRng(1)) };
  const prompts = [prompt(3, 2), prompt(30, 3), prompt(29, 5), prompt(32, 7), prompt(9, 11)];
  const all = await prefill(network, prompts, { slots: 6, tokensPerRun: 64 }); // two prompts a run
  const alone = await prefill(network, [prompts[4]!], { slots: 1 });
  expect([...all.lengths]).toEqual([3, 30, 29, 32, 9]);
  expect([...all.nextPositions]).toEqual([3, 30, 29, 32, 9]);
  expect(all.cache.shape).toMatchObject({ entries: 6, length: 32 });
  for (let v = 0; v < 20; v++) expect(all.logits[4 * 20 + v]).toBeCloseTo(alone.logits[v] ?? NaN, 4);
  const perEntry = all.cache.keys['1']!.data.length / 6;
  const kept = all.cache.keys['1']!.data.subarray(4 * perEntry, 5 * perEntry);
  const own = alone.cache.keys['1']!.data;
  for (let i = 0; i < 9 * 8; i++) expect(kept[i]).toBeCloseTo(own[i] ?? NaN, 4); // the first head of 9 tokens
  await programs.release();
  await backend.dispose();
});
