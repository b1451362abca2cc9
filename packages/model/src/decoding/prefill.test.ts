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
  const prompts = [prompt(3, 2), prompt(3000, 3), prompt(2900, 5), prompt(3071, 7)]; // two of them fill a run
  const all = await prefill(network, prompts, 6);
  const alone = await prefill(network, [prompts[0]!], 1);
  expect([...all.lengths]).toEqual([3, 3000, 2900, 3071]);
  expect([...all.nextPositions]).toEqual([3, 3000, 2900, 3071]);
  expect(all.cache.shape).toMatchObject({ entries: 6, length: 3072 });
  for (let v = 0; v < 20; v++) expect(all.logits[v]).toBeCloseTo(alone.logits[v] ?? NaN, 4);
  await programs.release();
  await backend.dispose();
});
