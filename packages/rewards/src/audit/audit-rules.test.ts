import { scored, ungradable } from '@stepgrpo/core';
import { aCompletion, aSample, fakeRewardRule } from '@stepgrpo/testing';
import { length } from '../rules/length';
import { auditRules, totalRule } from './audit-rules';

const likesLength = fakeRewardRule({
  name: 'likes-length',
  score: (_, { text }) => scored(Math.min(1, text.length / 5000)),
});
const constant = fakeRewardRule({ name: 'constant' });
const weighted = (...rules: readonly ReturnType<typeof fakeRewardRule>[]) =>
  rules.map((rule) => ({ rule, weight: 1 }));

it('audits each rule, and the total of those that pay', async () => {
  const options = { noiseCases: 20 };
  const reports = await auditRules(weighted(likesLength, constant, length()), options);
  expect(reports.map(({ rule }) => rule)).toEqual(['likes-length', 'constant', 'length', 'total']);
  expect(reports.map(({ exploits }) => exploits.length > 0)).toEqual([true, false, false, true]);
  expect(await auditRules(weighted(constant), options)).toHaveLength(1);
});

it('adds up rules with their weights, one part each', async () => {
  const total = totalRule([
    { rule: fakeRewardRule({ name: 'a', score: () => scored(1) }), weight: 0.5 },
    { rule: fakeRewardRule({ name: 'b', score: () => ungradable('no gold') }), weight: 1 },
  ]);
  expect(await total.score(aSample(), aCompletion('x'))).toEqual(
    scored(0.5, [{ label: 'a', value: 0.5, evidence: 'weight 0.5' }]),
  );
  const none = totalRule([{ rule: fakeRewardRule({ score: () => ungradable('no gold') }), weight: 1 }]);
  expect(await none.score(aSample(), aCompletion('x'))).toEqual(ungradable('no gold'));
});
