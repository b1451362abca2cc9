import { scored, ungradable } from '@stepgrpo/core';
import { fakeRewardRule } from '@stepgrpo/testing';
import { ScoringStopped, scoreItems } from './score-items';

const never = new AbortController().signal;
const soon = (): number => performance.now() + 60_000;
const item = { sample: { id: 'a', solution: '7', keySteps: [['k']] }, completion: 'text', tokens: 3 };

it('scores each completion with every rule: weighted total, parts, and why not', async () => {
  const seen: unknown[] = [];
  const parts = [{ label: 'all', value: 2, span: [0, 4] as const, evidence: 'seen' }];
  const rules = [
    {
      weight: 0.5,
      rule: fakeRewardRule({
        name: 'two',
        range: [0, 2],
        score: ({ solution, keySteps }, { text, tokenIds }) => {
          seen.push(solution, keySteps, text, tokenIds.length);
          return scored(2, parts);
        },
      }),
    },
    { weight: 1, rule: fakeRewardRule({ name: 'unsure', score: () => ungradable('no gold') }) },
  ];
  const results = await scoreItems(rules, [item], { deadlineMs: soon(), signal: never });
  expect(results).toEqual([
    {
      id: 'a',
      total: 1,
      rewards: {
        two: { value: 2, parts: [{ ...parts[0], span: [0, 4] }] },
        unsure: { value: null, reason: 'no gold' },
      },
    },
  ]);
  expect(seen).toEqual(['7', [['k']], 'text', 3]);
});

it('has no total where no rule can grade, rather than 0', async () => {
  const rules = [{ weight: 1, rule: fakeRewardRule({ score: () => ungradable('no gold') }) }];
  const [result] = await scoreItems(rules, [item], { deadlineMs: soon(), signal: never });
  expect(result!.total).toBeNull();
});

it('gives up when nobody waits, when time is over, and when a rule never answers', async () => {
  const rules = [{ weight: 1, rule: fakeRewardRule() }];
  await expect(
    scoreItems(rules, [item], { deadlineMs: soon(), signal: AbortSignal.abort() }),
  ).rejects.toThrow(ScoringStopped);
  const over = { deadlineMs: performance.now() - 1, signal: never };
  await expect(scoreItems(rules, [item], over)).rejects.toMatchObject({ reason: 'late' });
  const hanging = { ...fakeRewardRule(), score: () => new Promise<never>(() => undefined) };
  const short = { deadlineMs: performance.now() + 20, signal: never };
  await expect(scoreItems([{ weight: 1, rule: hanging }], [item], short)).rejects.toMatchObject({
    reason: 'late',
  });
});
