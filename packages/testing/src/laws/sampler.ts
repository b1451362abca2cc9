import { createRng, isStepGrpoError } from '@stepgrpo/core';
import type { Group, Sample, Sampler, SamplingOptions } from '@stepgrpo/core';
import { fakePolicy } from '../fakes/fake-policy';
import type { FakePolicy } from '../fakes/fake-policy';
import { aSample } from '../fakes/records';

const samples = ['one', 'two', 'three', 'four', 'five'].map((id) => aSample({ id, question: `Say ${id}?` }));
const options: SamplingOptions = {
  groupSize: 3,
  temperature: 1.3,
  topP: 0.95,
  topK: 40,
  maxNewTokens: 12,
  rng: createRng('laws'),
};

/** The laws every sampler obeys, tried on a policy of characters. */
export function describeSampler(sampler: Sampler): void {
  const draw = (
    given: { samples?: readonly Sample[]; policy?: FakePolicy } & Partial<SamplingOptions> = {},
  ): Promise<readonly Group[]> => {
    const { samples: drawn = samples, policy = fakePolicy(), ...changed } = given;
    return sampler.sample(policy, drawn, { ...options, ...changed });
  };
  const tokensOf = (groups: readonly Group[]) =>
    groups.map(({ completions }) => completions.map(({ tokenIds }) => tokenIds));

  describe(`sampler "${sampler.name}"`, () => {
    it('gives G completions for each sample, in order', async () => {
      const groups = await draw();
      expect(groups.map(({ sample }) => sample)).toEqual(samples);
      for (const { completions } of groups) expect(completions.map(({ index }) => index)).toEqual([0, 1, 2]);
      expect(await draw({ samples: [] })).toEqual([]);
    });

    it('ends a completion at its end token or at the length limit, and keeps the text without end token', async () => {
      const policy = fakePolicy({ logits: () => Array.from({ length: 97 }, (_, id) => (id === 0 ? 2 : 0)) });
      const all = (await draw({ policy, groupSize: 16 })).flatMap(({ completions }) => completions);
      expect(new Set(all.map(({ finishReason }) => finishReason))).toEqual(new Set(['stop', 'length']));
      for (const { tokenIds, finishReason, text } of all) {
        expect(tokenIds.indexOf(0)).toBe(finishReason === 'stop' ? tokenIds.length - 1 : -1);
        if (finishReason === 'length') expect(tokenIds).toHaveLength(12);
        expect(text).toBe(policy.decodeText(tokenIds.filter((id) => id !== 0)));
      }
    });

    it('keeps the log-probability of each token at temperature 1, without truncation', async () => {
      const policy = fakePolicy();
      for (const { sample, completions } of await draw({ policy, topK: 5, topP: 0.5 })) {
        const prompt = await policy.encode(sample);
        const expected = await policy.logProbs(
          completions.map(({ tokenIds: completionIds }) => ({ prompt, completionIds })),
        );
        completions.forEach(({ tokenIds, logProbs }, c) => {
          expect(logProbs).toHaveLength(tokenIds.length);
          logProbs.forEach((logProb, t) => expect(logProb).toBeCloseTo(expected[c]![t]!, 5));
        });
      }
    });

    it('gives the same tokens for the same generator, others for another', async () => {
      const tokens = tokensOf(await draw());
      expect(tokensOf(await draw())).toEqual(tokens);
      expect(tokensOf(await draw({ rng: createRng('others') }))).not.toEqual(tokens);
      const [first] = tokens;
      expect(new Set(first!.map(String)).size).toBe(3);
    });

    it('draws the same for a sample whatever stands beside it in the batch', async () => {
      const together = new Map((await draw()).map((group) => [group.sample.id, group]));
      const orders = [...samples.map((sample) => [sample]), [...samples].reverse(), samples.slice(1, 3)];
      for (const order of orders) {
        for (const group of await draw({ samples: order })) {
          expect(group).toEqual(together.get(group.sample.id));
        }
      }
    });

    it('adds completions to a group, or tokens to a completion, without changing the earlier ones', async () => {
      const tokens = tokensOf(await draw());
      const wider = tokensOf(await draw({ groupSize: 5 }));
      expect(wider.map((group) => group.slice(0, 3))).toEqual(tokens);
      const longer = tokensOf(await draw({ maxNewTokens: 20 }));
      expect(longer.map((group) => group.map((ids) => ids.slice(0, 12)))).toEqual(tokens);
    });

    it('is greedy at temperature 0 and with top-k 1, whatever the generator', async () => {
      const greedy = tokensOf(await draw({ temperature: 0, topK: 0, topP: 1 }));
      expect(tokensOf(await draw({ temperature: 0, rng: createRng('others') }))).toEqual(greedy);
      expect(tokensOf(await draw({ topK: 1 }))).toEqual(greedy);
      const policy = fakePolicy();
      const prompt = await policy.encode(samples[0]!);
      const written = greedy[0]![0]!.slice(0, 1);
      const next = Array.from({ length: policy.vocabSize }, (_, id) => ({
        prompt,
        completionIds: [...written, id],
      }));
      const scores = (await policy.logProbs(next)).map(([, second]) => second!);
      expect(scores.indexOf(Math.max(...scores))).toBe(greedy[0]![0]![1]);
    });

    it('encodes each prompt once, computes open rows only, and closes what it opened', async () => {
      const policy = fakePolicy();
      const groups = await draw({ policy });
      const tokens = tokensOf(groups).flat(2).length;
      expect(policy.use.encoded).toBe(samples.length);
      expect(policy.use.turns.reduce((sum, rows) => sum + rows, 0)).toBe(tokens);
      expect(policy.use.open).toBe(0);
    });

    it('reports progress up to the end', async () => {
      const seen: { done: number; total: number; tokens: number }[] = [];
      const groups = await draw({ onProgress: (progress) => seen.push(progress) });
      expect(seen.at(-1)).toEqual({ done: 15, total: 15, tokens: tokensOf(groups).flat(2).length });
      for (let i = 1; i < seen.length; i++) expect(seen[i]!.done).toBeGreaterThan(seen[i - 1]!.done);
    });

    it('stops between two tokens when its signal aborts, with a typed error, and closes the session', async () => {
      const controller = new AbortController();
      const policy = fakePolicy({
        logits: (_prompt, written) => {
          if (written.length === 3) controller.abort(new Error('enough'));
          return Array.from({ length: 97 }, (_, id) => id % 7);
        },
      });
      const stopped = await draw({ policy, signal: controller.signal }).catch((error: unknown) => error);
      expect(isStepGrpoError(stopped)).toBe(true);
      expect((stopped as Error).cause).toEqual(new Error('enough'));
      expect(policy.use.open).toBe(0);
      expect(policy.use.turns.length).toBeLessThan(8);
    });
  });
}
