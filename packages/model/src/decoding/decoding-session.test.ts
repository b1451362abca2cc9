import { createRng, type EncodedPrompt } from '@stepgrpo/core';
import { resolveBackend, type Backend } from '@stepgrpo/tensor';
import { initialWeights } from '../policy/create-policy';
import { createProgramCache, type ProgramCache } from '../policy/program-cache';
import { presets } from '../presets';
import { completionBucket, openDecodingSession, type DecodingNetwork } from './decoding-session';

jest.setTimeout(60_000); // compiling takes a while on a busy machine

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = { ...presets.get('tiny')({ size: 20, tokens }), initializerRange: 0.3 };
const prompt: EncodedPrompt = { tokenIds: [7, 8, 9], imageSpans: [], images: [] };
let backend: Backend;
let programs: ProgramCache;
let network: DecodingNetwork;

beforeAll(async () => {
  ({ backend } = await resolveBackend());
  programs = createProgramCache(backend);
  network = { config, programs, weights: initialWeights(config, createRng(1)), isCurrent: () => true };
});
afterAll(async () => {
  await programs.release();
  await backend.dispose();
});

it('continues a row as if what it wrote had been in the prompt', async () => {
  const session = await openDecodingSession(network, [prompt], { groupSize: 2, maxNewTokens: 40 });
  const written = Array.from({ length: 35 }, (_, t) => 7 + (t % 11));
  for (const token of written) await session.step(Int32Array.of(token, 12));
  const longer = { ...prompt, tokenIds: [...prompt.tokenIds, ...written] };
  const fresh = await openDecodingSession(network, [longer], { groupSize: 1, maxNewTokens: 1 });
  fresh.logits.forEach((logit, v) => expect(session.logits[v]).toBeCloseTo(logit, 4));
  fresh.dispose();
  session.dispose();
});

it('says what is wrong with a call', async () => {
  const session = await openDecodingSession(network, [prompt], { groupSize: 2, maxNewTokens: 1 });
  await expect(session.step(new Int32Array(3))).rejects.toThrow('3 token(s) for 2 rows');
  await session.step(new Int32Array(2));
  await expect(session.step(new Int32Array(2))).rejects.toThrow('opened for 1 new tokens');
  session.dispose();
  await expect(session.step(new Int32Array(2))).rejects.toThrow('disposed');
  const none = openDecodingSession(network, [], { groupSize: 2, maxNewTokens: 1 });
  await expect(none).rejects.toThrow('0 prompt(s)');
});

it('pads completions to few lengths', () => {
  expect([1, 32, 33, 96, 128, 129, 200, 513].map(completionBucket)).toEqual([
    32, 32, 64, 96, 128, 192, 256, 768,
  ]);
});
