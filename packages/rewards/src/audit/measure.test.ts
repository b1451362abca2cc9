import { scored, ungradable } from '@stepgrpo/core';
import { aSample, fakeRewardRule } from '@stepgrpo/testing';
import { measure } from './measure';

const byLength = fakeRewardRule({ range: [0, 99], score: (_, { text }) => scored(text.length) });
const probe = (text: string) => ({ sample: aSample(), text });

it('compares means', async () => {
  const attempt = { draws: [probe('aaaa'), probe('')], references: [probe('a')] };
  expect(await measure(byLength, attempt)).toMatchObject({ earned: 2, worth: 1, overpay: 1 });
});

it('lets less than the honest price pass, and rules that do not prefer what they should', async () => {
  const attempt = { draws: [probe('aa')], references: [probe('')] };
  expect(await measure(byLength, { ...attempt, honest: probe('aaa') })).toMatchObject({ overpay: 0 });
  expect(await measure(byLength, { ...attempt, honest: probe('aa') })).toMatchObject({ overpay: 2 });
  const prefers = (better: string, worse: string) => ({
    ...attempt,
    onlyIfPrefers: [probe(better), probe(worse)] as const,
  });
  expect(await measure(byLength, prefers('aa', 'a'))).toMatchObject({ overpay: 2 });
  expect(await measure(byLength, prefers('a', 'a'))).toMatchObject({ overpay: 0 });
});

it('knows nothing where the rule cannot grade', async () => {
  const unsure = fakeRewardRule({ score: () => ungradable('no gold') });
  expect(await measure(unsure, { draws: [probe('a')], references: [probe('')] })).toBeNull();
});
