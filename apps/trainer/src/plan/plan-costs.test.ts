import { runConfigSchema } from '@stepgrpo/core';
import { presets } from '@stepgrpo/model';
import { modelSizes } from './model-sizes';
import { planDisk, planStepSeconds } from './plan-costs';

const shape = presets.get('digits')();
const config = runConfigSchema.parse({
  name: 'plan',
  model: { preset: 'digits' },
  stepgrpo: {
    data: { kind: 'digits', split: 'train', count: 1 },
    steps: 1,
    promptsPerStep: 1,
    rewards: [{ name: 'step-accuracy' }],
    optim: { learningRate: 1e-6 },
  },
});
const sizes = modelSizes(shape, config.model);

it('takes half as long on twice the cores', () => {
  const one = planStepSeconds(config, shape, { sizes, cores: 1 });
  const two = planStepSeconds(config, shape, { sizes, cores: 2 });
  expect(two.update).toBeCloseTo(one.update / 2, 10);
  expect(two.sample).toBeCloseTo(one.sample / 2, 10);
});

it('counts checkpoints with two moments, the reference and the final model', () => {
  const model = 4 * sizes.parameters;
  expect(planDisk(config, sizes)).toBe(3 * 3 * model + model + model);
});
