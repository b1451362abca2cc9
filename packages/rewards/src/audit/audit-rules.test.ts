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
    { rule: fakeRewardRule({ name: 'b', score: () => scored(1) }), weight: 2 },
  ]);
  const part = (label: string, value: number, weight: number) => ({
    label,
    value,
    evidence: `weight ${weight}`,
  });
  expect(await total.score(aSample(), aCompletion('x'))).toEqual(
    scored(2.5, [part('a', 0.5, 0.5), part('b', 2, 2)]),
  );
});

it('compares no totals of different terms', async () => {
  const none = totalRule([{ rule: fakeRewardRule({ score: () => ungradable('no gold') }), weight: 1 }]);
  expect(await none.score(aSample(), aCompletion('x'))).toEqual(ungradable('no gold'));
});

it('asks a gate that only takes points off, and pays it nothing; audits no rule that a weight makes a penalty', async () => {
  const options = { noiseCases: 20 };
  const gated = { rule: constant, weight: 1, gate: 'length' };
  const other = { rule: fakeRewardRule({ name: 'other' }), weight: 1 };
  const reports = await auditRules([gated, other, { rule: length({ maxTokens: 100 }), weight: 1 }], options);
  expect(reports.at(-1)).toMatchObject({ rule: 'total', exploits: [] });
  const [penalty] = await auditRules(
    [
      { rule: likesLength, weight: -1 },
      { rule: constant, weight: 1 },
    ],
    options,
  );
  expect(penalty).toMatchObject({ exploits: [], skipped: 'its weight pays nobody for it' });
});

it('survives a rule that throws, and one that does not say the same twice', async () => {
  const throws = fakeRewardRule({
    name: 'throws',
    score: () => {
      throw new Error('boom');
    },
  });
  const [report] = await auditRules(weighted(throws), { noiseCases: 5 });
  expect(report).toMatchObject({ exploits: [], ungradable: report!.attempts });
  let calls = 0;
  const fickle = fakeRewardRule({ name: 'fickle', score: () => scored(calls++ % 7 === 0 ? 1 : 0) });
  const [found] = await auditRules(weighted(fickle), { noiseCases: 20 });
  for (const { earned, worth } of found!.exploits) expect(earned).toBeGreaterThan(worth);
});
