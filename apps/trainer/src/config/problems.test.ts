import { runConfigSchema } from '@stepgrpo/core';
import { configProblems } from './problems';

const minimal = { name: 'x', model: { preset: 'digits' } };
const digits = { kind: 'digits', split: 'train', count: 3 };
const rl = {
  data: digits,
  steps: 1,
  promptsPerStep: 1,
  rewards: [{ name: 'step-rar' }],
  optim: { learningRate: 1 },
};

function problemsOf(config: unknown): readonly string[] {
  const parsed = runConfigSchema.safeParse(config, { reportInput: true });
  return configProblems(parsed.error?.issues ?? []).map(
    ({ path, what, fix }) => `${path.map(String).join('.')}: ${what} ${fix}`,
  );
}

it('accepts a minimal config', () => {
  expect(problemsOf(minimal)).toEqual([]);
});

it.each([
  [{ ...minimal, sed: 3 }, /^sed: unknown key "sed"\. did you mean "seed"\?$/],
  [{ ...minimal, zzzzzzzz: 3 }, /the top level takes: name, seed, model/],
  [{ ...minimal, stepgrpo: { ...rl, groupSize: 1 } }, /^stepgrpo\.groupSize: must be at least 2; it is 1\./],
  [{ ...minimal, stepgrpo: { ...rl, groupSize: 'four' } }, /must be a number; it is "four"/],
  [{ ...minimal, stepgrpo: { ...rl, groupSize: 2.5 } }, /must be a whole number; it is 2.5/],
  [
    { ...minimal, stepgrpo: { ...rl, steps: undefined } },
    /^stepgrpo\.steps: is missing; it must be a number.*Generations/,
  ],
  [{ ...minimal, stepgrpo: { ...rl, rewards: [] } }, /a list with elements, at least 1/],
  [{ ...minimal, stepgrpo: { ...rl, data: { kind: 'digit' } } }, /one of "digits", "r1-vl", "sft"; it is/],
  [
    { ...minimal, stepgrpo: { ...rl, data: { ...digits, split: 'dev' } } },
    /one of "train", "test"; it is "dev"/,
  ],
  [{ ...minimal, name: 'a/b' }, /letters, digits, dot, dash and underscore only/],
  [{ ...minimal, model: {} }, /^model: give exactly one of "path"/],
  [{ ...minimal, seed: true }, /^seed: must be a text or a number; it is true/],
  [{ ...minimal, stepgrpo: { ...rl, rewards: [rl.rewards[0], rl.rewards[0]] } }, /listed twice/],
])('explains problem %#', (config, message) => {
  expect(problemsOf(config).join('\n')).toMatch(message);
});
