import { createRng } from '@stepgrpo/core';
import type { SamplingOptions } from '@stepgrpo/core';
import { aSample, describeSampler, fakePolicy, plainSampler } from '@stepgrpo/testing';
import { groupSampler } from './group-sampler';

const samples = Array.from({ length: 9 }, (_, i) => aSample({ id: `s${i}`, question: `Question ${i}?` }));
const options: SamplingOptions = {
  groupSize: 4,
  temperature: 1.2,
  topP: 0.9,
  topK: 30,
  maxNewTokens: 10,
  rng: createRng('group-sampler'),
};

describeSampler(groupSampler());
describeSampler({ ...groupSampler({ maxRows: 4 }), name: 'group, in small batches' });

it.each<Partial<SamplingOptions>>([
  {},
  { temperature: 1, topP: 1, topK: 0 },
  { temperature: 0.7, topP: 0.5, topK: 0 },
  { temperature: 2, topP: 1, topK: 3 },
  { temperature: 0 },
])('draws the tokens of the plain sampler with %p', async (changed) => {
  const drawn = await groupSampler().sample(fakePolicy(), samples, { ...options, ...changed });
  const expected = await plainSampler().sample(fakePolicy(), samples, { ...options, ...changed });
  drawn.forEach(({ completions }, s) =>
    completions.forEach((completion, c) => {
      const { logProbs, ...rest } = expected[s]!.completions[c]!;
      expect(completion).toMatchObject(rest);
      logProbs.forEach((logProb, t) => expect(completion.logProbs[t]).toBeCloseTo(logProb, 10));
    }),
  );
});

it('opens no more rows at once than maxRows, and never splits a group', async () => {
  const policy = fakePolicy();
  await groupSampler({ maxRows: 11 }).sample(policy, samples, options);
  expect(Math.max(...policy.use.turns)).toBe(8);
  expect(policy.use.sessions).toBe(5);
  const wide = fakePolicy();
  await groupSampler({ maxRows: 2 }).sample(wide, samples, options);
  expect(Math.max(...wide.use.turns)).toBe(4);
});

it('refuses bad options before it asks the policy for anything', async () => {
  const policy = fakePolicy();
  expect(() => groupSampler({ maxRows: 0 })).toThrow('sampler option maxRows: got 0.');
  await expect(groupSampler().sample(policy, samples, { ...options, topP: 2 })).rejects.toThrow(
    'topP: got 2.',
  );
  expect(policy.use.encoded).toBe(0);
});

it('does nothing when its signal was aborted before', async () => {
  const policy = fakePolicy();
  const signal = AbortSignal.abort();
  await expect(groupSampler().sample(policy, samples, { ...options, signal })).rejects.toMatchObject({
    code: 'SAMPLING_ABORTED',
  });
  expect(policy.use.sessions).toBe(0);
});

it('takes far less time than a decoding step: 256 rows of 512 tokens in well under 50 ms, even on a busy machine', async () => {
  const alphabet = Array.from({ length: 511 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
  const policy = fakePolicy({ alphabet, logits: () => new Float32Array(512) });
  const session = await policy.startDecoding([{ tokenIds: [], imageSpans: [], images: [] }], {
    groupSize: 256,
    maxNewTokens: 30,
  });
  const rng = createRng('speed');
  for (let i = 0; i < session.logits.length; i++) session.logits[i] = 3 * rng.normal();
  const still = { ...session, logits: session.logits, step: async () => undefined };
  const started = performance.now();
  await groupSampler().sample({ ...policy, startDecoding: async () => still }, [aSample()], {
    ...options,
    groupSize: 256,
    maxNewTokens: 30,
    topK: 0,
    topP: 1,
  });
  expect((performance.now() - started) / 30).toBeLessThan(50);
});
