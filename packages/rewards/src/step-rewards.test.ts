import { formatResponse, scored, ungradable, type RewardRule } from '@stepgrpo/core';
import { aCompletion, aSample, responseText } from '@stepgrpo/testing';
import fc from 'fast-check';
import type { WeightedRule } from './composition';
import { createRules } from './create-rules';
import { scoreGroup } from './score-group';
import { stepRewards } from './step-rewards';

const text = formatResponse({
  description: 'Digits 3 and 8.',
  rationales: 'Add them.',
  steps: ['3 + 8 = 11', 'So 11.'],
  answer: '11',
});
const accuracy = { name: 'step-accuracy', weight: 1, options: { alpha: 0.5 } };
const validity = { name: 'step-validity', weight: 2, options: {} };
const spread = async (response: string, rules: readonly WeightedRule[]) => {
  const completion = aCompletion(response);
  const { totals, outcomes, terms } = await scoreGroup(rules, {
    sample: aSample(),
    completions: [completion],
  });
  const scores = { outcomes: outcomes[0]!, terms: terms[0]! };
  return { total: totals[0]!, steps: stepRewards(response, scores, rules) };
};

it('puts key steps where they are, the answer on the final answer, StepRVR at the end', async () => {
  const { steps } = await spread(text, await createRules([accuracy, validity]));
  expect(steps.map(({ reward }) => reward)).toEqual([0, 0, 0, 0.5, 0, 3]);
  expect(text.slice(steps[2]!.end, steps[3]!.end)).toMatch(/^### Step 1:\n3 \+ 8 = 11\s*$/);
  expect(steps.at(-1)!.end).toBe(text.length);
});

it('takes what a bound or a gate takes off all parts in proportion', async () => {
  const bounded = await createRules([{ ...accuracy, clip: [0, 1] }, validity]);
  const { steps } = await spread(text, bounded); // 1 of 1.5 points: two thirds of the key steps' 0.5 and the answer's 1
  expect(steps[3]!.reward).toBeCloseTo(1 / 3, 12);
  expect(steps.at(-1)!.reward).toBeCloseTo(2 / 3 + 2, 12);
  const gated = await createRules([{ ...accuracy, gate: 'step-validity' }, validity]);
  const invalid = await spread('### Step 1:\n3 + 8 = 11\n### The final answer is: 11', gated);
  expect(invalid.steps.map(({ reward }) => reward)).toEqual([0, 0]);
});

const rule = (name: string, extra = {}): RewardRule => ({
  name,
  range: [0, 1],
  score: () => scored(0),
  ...extra,
});

it('puts what has no place on the last step, and what does not count nowhere', () => {
  const rules = ['plain', 'partly', 'dropped'].map((name) => ({ rule: rule(name), weight: 2 }));
  const outcomes = {
    plain: scored(0.5),
    partly: scored(1, [{ label: 'a', value: 0.25, span: [0, 3], evidence: '' }]),
    dropped: ungradable('no gold'),
  };
  const scores = { outcomes, terms: { plain: 1, partly: 2 } };
  const steps = stepRewards('before\n### Step 1: x\n### Step 2: y', scores, rules);
  expect(steps.map(({ reward }) => reward)).toEqual([0.5, 0, 2.5]);
});

it('places parts that cancel, and gives to no part what a bound adds', () => {
  const text = '### Step 1: x\n### Step 2: y\n### Step 3: z';
  const part = (value: number, start: number) => ({
    label: '',
    value,
    span: [start, start + 1] as const,
    evidence: '',
  });
  const spreadOf = (value: number, points: number, second: number) =>
    stepRewards(
      text,
      { outcomes: { a: scored(value, [part(1, 1), part(second, 15)]) }, terms: { a: points } },
      [{ rule: rule('a'), weight: 1 }],
    ).map(({ reward }) => reward);
  expect(spreadOf(0, 0, -1)).toEqual([1, -1, 0]);
  expect(spreadOf(0.25, 0.5, -0.75)).toEqual([0, 0, 0.5]); // a bound from below
  expect(spreadOf(-0.5, 0.5, -1.5)).toEqual([0, 0, 0.5]);
});

it('has one step where there are no headings, and where there is no text', () => {
  const none = { outcomes: {}, terms: {} };
  expect(stepRewards('just words', none, [])).toEqual([{ end: 10, reward: 0 }]);
  expect(stepRewards('', none, [])).toEqual([{ end: 0, reward: 0 }]);
  expect(stepRewards('  \n### Step 1: x', none, [])).toEqual([{ end: 16, reward: 0 }]);
});

const everyRule = ['step-accuracy', 'step-validity', 'format', 'length', 'repetition', 'distinct-steps'].map(
  (name, i) => ({ name, weight: 0.3 + i, options: {} }),
);
const clipped = { name: 'answer', weight: 2, options: {}, clip: [0.2, 0.7] as [number, number] };
const astral = fc.string({ unit: 'binary', maxLength: 60 });

it('adds up to the scalar reward, whatever the completion', async () => {
  const rules = await createRules([...everyRule, { ...clipped, gate: 'step-validity', gateAt: 0.5 }]);
  const anyText = fc.oneof(
    responseText(),
    fc.tuple(responseText(), astral).map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(anyText, async (response) => {
      const { total, steps } = await spread(response, rules);
      expect(steps.reduce((sum, { reward }) => sum + reward, 0)).toBeCloseTo(total, 12);
      steps.forEach(({ end }, k) => expect(end).toBeGreaterThan(steps[k - 1]?.end ?? -1));
      expect(steps.at(-1)!.end).toBe(response.length);
    }),
  );
});
