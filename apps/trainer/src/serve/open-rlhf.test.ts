import { scored } from '@stepgrpo/core';
import { combine } from '@stepgrpo/rewards';
import { fakeRewardRule } from '@stepgrpo/testing';
import { openRlhfItems, openRlhfProblem, openRlhfReply, openRlhfRequestSchema } from './open-rlhf';

const completions = (query: string, prompt?: string): string =>
  openRlhfItems({ query: [query], ...(prompt === undefined ? {} : { prompts: [prompt] }) })[0]!.completion;

it('cuts off the prompt and the end tokens, and nothing inside the completion', () => {
  expect(completions('What is 3?The </s> 3</s>\n<|endoftext|>', 'What is 3?')).toBe('The </s> 3');
  expect(completions('<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n7<|im_end|>', 'other')).toBe(
    '7',
  );
  expect(completions('7 ', '')).toBe('7 ');
  expect(completions('')).toBe('');
});

it('reads labels as a solution, as JSON text or as an object; a set in braces stays a solution', () => {
  const keySteps = [['3 + 4 = 7']];
  const labels = [
    '7',
    JSON.stringify({ solution: '7', keySteps }),
    { solution: '7', keySteps },
    null,
    '{1, 2}',
    '{"a": 1}',
  ];
  const query = labels.map(() => 'x');
  expect(openRlhfItems({ query, labels }).map(({ sample }) => sample)).toEqual([
    { solution: '7' },
    { solution: '7', keySteps },
    { solution: '7', keySteps },
    { solution: '' },
    { solution: '{1, 2}' },
    { solution: '{"a": 1}' },
  ]);
});

it('names lists of different lengths', () => {
  expect(openRlhfProblem({ query: ['a'], prompts: ['a'], labels: ['a'] })).toBeNull();
  expect(openRlhfProblem({ query: ['a'], labels: ['a', 'b'] })).toBe('"labels" has 2 entries, "query" has 1');
  expect(openRlhfRequestSchema.safeParse({ query: 'a' }).success).toBe(false);
});

it('replies with one number per query in every list', () => {
  const rules = combine([
    { weight: 2, rule: fakeRewardRule({ name: 'a', range: [-1, 1], score: () => scored(1) }) },
  ]);
  const results = [
    { total: 2, rewards: { a: { value: 1 } } },
    { total: null, rewards: { a: { value: null, reason: 'no gold' } } },
  ];
  expect(openRlhfReply(results, rules)).toEqual({
    rewards: [2, 0],
    scores: [1, 0.5],
    extra_logs: { a: [1, 0], ungradable: [0, 1] },
  });
});
