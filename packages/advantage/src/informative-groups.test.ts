import golden from '../golden/online-filtering.json';
import { fillBatch, isInformative } from './informative-groups';

interface Drawn {
  readonly prompt: string;
  readonly scores: readonly number[];
}

describe('keeps the groups EasyR1 keeps', () => {
  it.each(golden.cases)('$name', async ({ config, inputs, expected }) => {
    const bounds = { low: config.filter_low, high: config.filter_high };
    const draw = async (at: number): Promise<Drawn[]> => {
      const round = inputs.rounds[at]!;
      return round.prompts.map((prompt, i) => ({ prompt, scores: round.scores[i]! }));
    };
    const batch = await fillBatch(draw, {
      groups: config.rollout_batch_size,
      maxRounds: config.max_try_make_batch,
      keep: ({ scores }) => isInformative(scores, bounds),
      stopWhenNothingKept: true,
    });
    expect(batch.rounds).toBe(expected.rounds_used);
    expect(batch.outcome).toBe('error_type' in expected ? 'short' : 'filled');
    if ('error_type' in expected) return;
    expect(batch.groups.flatMap(({ prompt, scores }) => scores.map(() => prompt))).toEqual(
      expected.prompts_of_rows,
    );
    expect(batch.groups.flatMap(({ scores }) => scores)).toEqual(expected.scores_of_rows);
    const all = batch.drawn.flatMap(({ scores }) => scores);
    const mean = all.reduce((total, score) => total + score, 0) / all.length;
    expect(mean).toBeCloseTo(expected.metrics['reward/overall'], 12);
  });
});

it('excludes the bounds themselves', () => {
  expect([[0, 1], [0, 0], [1, 1]].map((scores) => isInformative(scores, { low: 0, high: 1 }))).toEqual([true, false, false]); // prettier-ignore
  expect(isInformative([0.5], { low: 0.5, high: 1 })).toBe(false);
});

it('goes on after a round without any, up to its bound, and gives what it has', async () => {
  const rounds = [[0], [1, 1], [0]];
  const draw = async (at: number): Promise<number[]> => rounds[at]!;
  const batch = await fillBatch(draw, { groups: 5, maxRounds: 3, keep: (group) => group === 1 });
  expect(batch).toEqual({ outcome: 'short', groups: [1, 1], drawn: [0, 1, 1, 0], rounds: 3 });
});

it('refuses to fill nothing', async () => {
  await expect(fillBatch(async () => [], { groups: 0, maxRounds: 1, keep: () => true })).rejects.toThrow(
    'A batch of 0',
  );
});
