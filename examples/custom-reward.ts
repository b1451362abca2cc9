/**
 * A reward rule of one's own, combined with those of the method, from scores to advantages.
 *
 *   node --import tsx --conditions=@stepgrpo/source examples/custom-reward.ts
 */
import { groupNormalized } from '@stepgrpo/advantage';
import { formatResponse, parseResponse, scored } from '@stepgrpo/core';
import type { Completion, Group, RewardRule, Sample } from '@stepgrpo/core';
import { combine, stepAccuracy, stepValidity } from '@stepgrpo/rewards';

/** Rewards reasoning that moves forward: the share of steps that repeat no earlier one; 0 without steps. */
function distinctSteps(): RewardRule {
  return {
    name: 'distinct-steps',
    range: [0, 1],
    score(_sample, { text }) {
      const bodies = parseResponse(text).steps.map((step) => step.body);
      return scored(bodies.length === 0 ? 0 : new Set(bodies).size / bodies.length);
    },
  };
}

const sample: Sample = {
  id: 'sum',
  question: 'What is the sum of the digits?',
  images: [],
  solution: '11',
  keySteps: [['3 + 8 = 11', '8 + 3 = 11', '3 plus 8 equals 11']],
};

const respond = (index: number, steps: readonly string[], answer: string): Completion => ({
  index,
  text: formatResponse({ description: 'The digits 3 and 8.', rationales: 'Add them.', steps, answer }),
  tokenIds: [],
  logProbs: [],
  finishReason: 'stop',
});

const group: Group = {
  sample,
  completions: [
    respond(0, ['The digits are 3 and 8.', '8 + 3 = 11'], '11'),
    respond(1, ['The digits are 3 and 8.', 'The digits are 3 and 8.'], '11'),
    respond(2, ['3 + 8 = 12'], '12'),
  ],
};

const rules = combine([
  ...[stepAccuracy(), stepValidity()].map((rule) => ({ rule, weight: 1 })),
  { rule: distinctSteps(), weight: 0.5 },
]);
const { totals, outcomes } = await rules.scoreGroup(group);
const [advantages] = groupNormalized().estimate([totals]);
group.completions.forEach((_, i) => {
  console.log(`completion ${i}: reward ${totals[i]!.toFixed(2)}, advantage ${advantages![i]!.toFixed(2)}`);
  for (const [name, outcome] of Object.entries(outcomes[i]!)) {
    console.log(`  ${name}: ${outcome.kind === 'scored' ? outcome.value.toFixed(2) : outcome.reason}`);
  }
});
