import { scored, ungradable } from '@stepgrpo/core';
import type { RewardRule } from '@stepgrpo/core';
import { aCompletion, aSample, fakeRewardRule } from '@stepgrpo/testing';
import fc from 'fast-check';
import { createRules } from './create-rules';
import { combine, scoreGroup } from './score-group';

/** A rule that gives the n-th completion the n-th value. */
const giving = (
  name: string,
  values: readonly number[],
  range: readonly [number, number] = [0, 1],
): RewardRule => fakeRewardRule({ name, range, score: (_, { index }) => scored(values[index]!) });
const groupOf = (size: number) => ({
  sample: aSample(),
  completions: Array.from({ length: size }, (_, index) => aCompletion('text', { index })),
});

it('adds up weighted, clipped and gated points, and says who added what', async () => {
  const rules = [
    { rule: giving('accuracy', [1.1, 1.1, 0]), weight: 2, clip: [0, 1] as const, gate: 'validity' },
    { rule: giving('validity', [1, 0, 1]), weight: 0.5 },
    { rule: giving('length', [0, -1, -1], [-1, 0]), weight: 1, gate: 'validity' },
  ];
  const { totals, terms, dropped } = await scoreGroup(rules, groupOf(3));
  expect(totals).toEqual([2.5, -1, -0.5]);
  expect(terms).toEqual([
    { accuracy: 2, validity: 0.5, length: 0 },
    { accuracy: 0, validity: 0, length: -1 },
    { accuracy: 0, validity: 0.5, length: -1 },
  ]);
  expect(dropped).toEqual([]);
  expect(combine(rules).range).toEqual([-1, 2.5]);
});

it('leaves a rule out of the whole group when it cannot grade, and those that it gates', async () => {
  const broken: readonly [string, RewardRule['score']][] = [
    ['says so', () => ungradable('no reference')],
    ['gives no number', () => scored(Number.NaN)],
    ['throws', () => { throw new Error('oh'); }],
    ['rejects', () => Promise.reject(new Error('oh'))],
  ]; // prettier-ignore
  for (const [, score] of broken) {
    const gate: RewardRule = {
      ...giving('gate', [1, 1]),
      score: (sample, one) => (one.index === 1 ? score(sample, one) : scored(1)),
    };
    const rules = [
      { rule: giving('a', [1, 2]), weight: 1, gate: 'gate' },
      { rule: gate, weight: 1 },
      { rule: giving('b', [3, 4]), weight: 1 },
    ];
    const { totals, dropped, outcomes } = await scoreGroup(rules, groupOf(2));
    expect(totals).toEqual([3, 4]);
    expect(dropped.map(({ rule }) => rule)).toEqual(['a', 'gate']);
    expect(dropped[0]!.reason).toMatch(/^its gate "gate" was left out: /);
    expect(Object.keys(outcomes[0]!)).toEqual(['a', 'gate', 'b']);
  }
});

it('totals are the sums of their terms, and adding a gate never raises one', () => {
  const value = fc.double({ min: -2, max: 2, noNaN: true });
  const four = fc.array(value, { minLength: 4, maxLength: 4 });
  return fc.assert(
    fc.asyncProperty(four, four, value, async (a, b, weight) => {
      const gate = { rule: giving('b', b, [-2, 2]), weight: 1 };
      const open = [{ rule: giving('a', a, [-2, 2]), weight }, gate];
      const gated = [{ ...open[0]!, gate: 'b', gateAt: 0 }, gate];
      const [free, closed] = [await scoreGroup(open, groupOf(4)), await scoreGroup(gated, groupOf(4))];
      closed.totals.forEach((total, i) => {
        expect(total).toBe(0 + closed.terms[i]!['a']! + closed.terms[i]!['b']!);
        expect(total).toBeLessThanOrEqual(free.totals[i]!);
        if (b[i]! >= 0) expect(total).toBe(free.totals[i]);
      });
    }),
  );
});

it('asks a rule about all completions at once: judges far away answer in their own time', async () => {
  let underWay = 0;
  let most = 0;
  const slow: RewardRule = {
    ...giving('slow', []),
    async score() {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return scored(1);
    },
  };
  await scoreGroup([{ rule: slow, weight: 1 }], groupOf(5));
  expect(most).toBe(5);
});

it('makes rules from a config with bounds and gates', async () => {
  const base = { weight: 1, options: {} };
  const rules = await createRules([
    { ...base, name: 'step-accuracy', clip: [0, 1], gate: 'step-validity' },
    { ...base, name: 'step-validity', weight: 0 },
  ]);
  const group = {
    sample: aSample(),
    completions: [aCompletion('### Step 1:\n3 + 8 = 11\n### The final answer is: 11')],
  };
  const { totals, outcomes } = await scoreGroup(rules, group);
  expect(outcomes[0]!['step-accuracy']).toMatchObject({ value: 1.1 }); // right, with every key step
  expect(totals).toEqual([0]); // but without image description and rationales
  expect(combine(rules).range).toEqual([0, 1]);
});
