import { runConfigSchema, type RunConfigInput } from './config';

const digits = { kind: 'digits', split: 'train', count: 10 } as const;
const optim = { learningRate: 1e-3 };
const config: RunConfigInput = {
  name: 'run-1',
  model: { preset: 'digits', vocabSize: 400 },
  warmup: { data: digits, optim },
  stepgrpo: { data: digits, steps: 1, promptsPerStep: 2, rewards: [{ name: 'step-accuracy' }], optim },
};
const withRewards = (rewards: readonly object[]): object => ({ stepgrpo: { ...config.stepgrpo, rewards } });
const isValid = (changes: object): boolean => runConfigSchema.safeParse({ ...config, ...changes }).success;

it('fills in the defaults of the method', () => {
  const { stepgrpo, warmup, checkpoints } = runConfigSchema.parse(config);
  expect(stepgrpo).toMatchObject({
    groupSize: 4,
    klCoefficient: 0.04,
    advantage: 'group-normalized',
    advantageOptions: {},
    maxCompletionTokens: 1024,
  });
  expect(warmup).toMatchObject({
    epochs: 2,
    optim: { schedule: 'cosine', warmupRatio: 0.03, accumulation: 1 },
  });
  expect(checkpoints).toEqual({ everySteps: 0, keep: 2 });
});

it.each([
  ['an unknown key', { extra: 1 }],
  [
    'a reference that moves under adapters',
    { model: { path: 'a', lora: {} }, stepgrpo: { ...config.stepgrpo, klCoefficient: 1, referenceSync: {} } },
  ],
  ['a name that is a path', { name: '../x' }],
  ['neither path nor preset', { model: {} }],
  ['both path and preset', { model: { path: 'a', preset: 'b' } }],
  ['a group of one', { stepgrpo: { ...config.stepgrpo, groupSize: 1 } }],
  ['a rule twice', { stepgrpo: { ...config.stepgrpo, rewards: [{ name: 'a' }, { name: 'a' }] } }],
  ['a gate that is not there', withRewards([{ name: 'a', gate: 'b' }])],
  ['a rule that is its own gate', withRewards([{ name: 'a', gate: 'a' }])],
  ['a threshold without a gate', withRewards([{ name: 'a', gateAt: 1 }])],
  ['bounds in the wrong order', withRewards([{ name: 'a', clip: [1, 0] }])],
  ['one bound', withRewards([{ name: 'a', clip: [1] }])],
  [
    'accumulation in RL, where a step is always one update',
    {
      stepgrpo: { ...config.stepgrpo, optim: { ...optim, accumulation: 2 } },
    },
  ],
])('refuses %s', (_name, changes) => {
  expect(isValid({})).toBe(true);
  expect(isValid(changes)).toBe(false);
});

it('takes weights, bounds and gates of rules', () => {
  const rewards = [{ name: 'a', weight: 2, clip: [0, 1], gate: 'b', gateAt: 0.5 }, { name: 'b' }];
  expect(isValid(withRewards(rewards))).toBe(true);
});
