import { ConfigError, scored, ungradable } from '@stepgrpo/core';
import { aCompletion, aSample, fakeRewardRule } from '@stepgrpo/testing';
import { combine, scoreGroup } from './score-group';

const group = { sample: aSample(), completions: ['a', 'bb', 'ccc'].map((text) => aCompletion(text)) };
const lengths = fakeRewardRule({
  name: 'lengths',
  range: [0, 3],
  score: (_, { text }) => scored(text.length),
});
const one = fakeRewardRule({ name: 'one' });

it('adds weight times value, completion by completion', async () => {
  const { totals, dropped, outcomes } = await scoreGroup(
    [
      { rule: lengths, weight: 2 },
      { rule: one, weight: -1 },
    ],
    group,
  );
  expect(totals).toEqual([1, 3, 5]); // 2 * length - 1
  expect(dropped).toEqual([]);
  expect(outcomes[2]).toEqual({ lengths: scored(3), one: scored(1) });
});

it.each([
  ['cannot grade', () => ungradable('no reference'), 'no reference'],
  ['gives no number', () => scored(NaN), 'NaN'],
  ['throws', () => { throw new TypeError('a bug'); }, 'TypeError: a bug'], // prettier-ignore
])('leaves out a rule that %s, for the whole group', async (_what, fail, reason) => {
  const moody = fakeRewardRule({
    name: 'moody',
    score: (_, { text }) => (text === 'bb' ? fail() : scored(9)),
  });
  const { totals, dropped } = await scoreGroup(
    [
      { rule: moody, weight: 1 },
      { rule: lengths, weight: 1 },
    ],
    group,
  );
  expect(totals).toEqual([1, 2, 3]);
  expect(dropped).toEqual([{ rule: 'moody', reason: expect.stringContaining(reason) }]);
});

it('knows the bounds of a total', () => {
  expect(combine([{ rule: lengths, weight: 2 }, { rule: one, weight: -1 }]).range).toEqual([-1, 6]); // prettier-ignore
});

it('refuses what cannot be meant', () => {
  expect(() => combine([])).toThrow(ConfigError);
  expect(() => combine([{ rule: one, weight: 1 }, { rule: one, weight: 2 }])).toThrow('"one" is given twice'); // prettier-ignore
  expect(() => combine([{ rule: one, weight: NaN }])).toThrow('the weight of "one" is NaN');
});
