import { scored, ungradable, type RewardOutcome } from '@stepgrpo/core';
import { aCompletion, aSample } from '@stepgrpo/testing';
import { drawGeneration, type ScoredGroup } from './generation';

const groupOf = (id: string, ...outcomes: readonly RewardOutcome[]): ScoredGroup => ({
  group: { sample: aSample({ id }), completions: outcomes.map((_, index) => aCompletion('a', { index })) },
  scores: {
    totals: outcomes.map((outcome) => (outcome.kind === 'scored' ? outcome.value : 0)),
    terms: outcomes.map((outcome): Record<string, number> =>
      outcome.kind === 'scored' ? { answer: outcome.value } : {},
    ),
    outcomes: outcomes.map((outcome) => ({ answer: outcome })),
    dropped: [],
  },
});
const flat = (id: string) => groupOf(id, scored(1), scored(1));
const mixed = (id: string) => groupOf(id, scored(0), scored(1));
const ids = (groups: readonly ScoredGroup[]): string => groups.map(({ group }) => group.sample.id).join('');

/** Draws the listed rounds, one after the other. */
function partsOf(...rounds: readonly (readonly ScoredGroup[])[]) {
  const asked: number[] = [];
  return {
    asked,
    samplesAt: async (round: number) => {
      asked.push(round);
      return [];
    },
    draw: async (_samples: unknown, round: number) => rounds[round] ?? [],
  };
}
const dynamic = { maxRounds: 3, low: 0.01, high: 0.99 };

it('keeps every group, whatever it teaches, without dynamic sampling', async () => {
  const parts = partsOf([flat('a'), mixed('b')]);
  const { used, drawn, rounds } = await drawGeneration({ promptsPerStep: 2 }, parts);
  expect([ids(used), ids(drawn), rounds]).toEqual(['ab', 'ab', 1]);
});

it('draws again until enough groups teach something', async () => {
  const parts = partsOf([flat('a'), mixed('b')], [mixed('c'), mixed('d')]);
  const generation = await drawGeneration({ promptsPerStep: 2, dynamicSampling: dynamic }, parts);
  expect(ids(generation.used)).toBe('bc');
  expect(ids(generation.drawn)).toBe('abcd');
  expect(generation).toMatchObject({ rounds: 2, fillers: 0 });
  expect(parts.asked).toEqual([0, 1]);
});

it('stops at the bound and fills up with what teaches nothing', async () => {
  const parts = partsOf(
    [flat('a'), flat('b')],
    [flat('c'), mixed('d')],
    [flat('e'), flat('f')],
    [mixed('g')],
  );
  const generation = await drawGeneration({ promptsPerStep: 2, dynamicSampling: dynamic }, parts);
  expect(ids(generation.used)).toBe('da');
  expect(generation).toMatchObject({ rounds: 3, fillers: 1 });
});

it('can go by the mean of one rule, which must have graded the whole group', async () => {
  const failed = groupOf('a', scored(0), scored(0));
  const ungraded = groupOf('b', ungradable('no gold'), ungradable('no gold'));
  const half = groupOf('c', scored(0), scored(1));
  const parts = partsOf([failed, ungraded], [half]);
  const dynamicSampling = { ...dynamic, rule: 'answer' };
  expect(ids((await drawGeneration({ promptsPerStep: 1, dynamicSampling }, parts)).used)).toBe('c');
});
