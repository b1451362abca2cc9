import { runConfigSchema } from '@stepgrpo/core';
import { presets } from '@stepgrpo/model';
import { makePlan } from './make-plan';

const config = runConfigSchema.parse({
  name: 'plan',
  model: { path: 'Qwen2-VL-7B', maxPixels: 400_000 },
  stepgrpo: {
    data: { kind: 'r1-vl', path: 'x.json' },
    steps: 10,
    promptsPerStep: 1,
    rewards: [{ name: 'step-accuracy' }],
    optim: { learningRate: 1e-6 },
  },
});
const shape = presets.get('qwen2-vl-7b')();
const machine = { memoryBytes: 24e9, cores: 2, diskBytes: 1e13 };

it('says what does not fit, what would lower the peak, and what machine would do', () => {
  const plan = makePlan(config, shape, machine);
  expect(plan.fits).toBe(false);
  expect(plan.knobs[0]?.set).toBe('model.lora.rank=16');
  expect(plan.knobs[0]?.peakBytes).toBeLessThan(plan.peakBytes / 5);
  expect(makePlan(config, shape, { ...machine, memoryBytes: plan.machineBytes }).fits).toBe(true);
});

it('refuses a disk that is too small', () => {
  const large = { ...machine, memoryBytes: 1e13 };
  expect(makePlan(config, shape, large)).toMatchObject({ fits: true, knobs: [] });
  expect(makePlan(config, shape, { ...large, diskBytes: 1e9 }).fits).toBe(false);
});
