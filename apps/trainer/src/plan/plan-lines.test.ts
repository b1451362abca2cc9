import type { RunPlan } from './make-plan';
import { planLines } from './plan-lines';

const plan: RunPlan = {
  parameters: 1000,
  trainable: 10,
  stages: [{ stage: 'update', parts: { weights: 30e9, crumbs: 1 }, bytes: 30e9 + 1 }],
  peakBytes: 30e9 + 1,
  diskBytes: 2e9,
  stepSeconds: { sample: 1, update: 2 },
  totalSeconds: 30,
  machineBytes: 32e9,
  fits: false,
  fitsMemory: false,
  knobs: [{ set: 'stepgrpo.promptsPerStep=1', peakBytes: 20e9 }],
};
const context = {
  from: 'the preset x',
  machine: { memoryBytes: 24e9, cores: 2, diskBytes: 9e9 },
  formatDuration: (ms: number) => `${ms / 1000}s`,
};

it('lists what matters, and what to change', () => {
  const text = planLines(plan, context).join('\n');
  expect(text).toMatch(/update +30\.0 GB/);
  expect(text).not.toContain('crumbs');
  expect(text).toContain('3s a StepGRPO step, 30s in all on 2 core(s)');
  expect(text).toMatch(/A machine with 32\.0 GB/);
  expect(text).toMatch(/--set stepgrpo\.promptsPerStep=1 +20\.0 GB/);
});

it('says so when all is well', () => {
  expect(planLines({ ...plan, fits: true, fitsMemory: true, knobs: [] }, context).at(-1)).toBe('It fits.');
});

it('says of a small disk that it is the disk', () => {
  const machine = { ...context.machine, diskBytes: 0.5e9 };
  const lines = planLines({ ...plan, fitsMemory: true, knobs: [] }, { ...context, machine });
  expect(lines.at(-1)).toBe('The disk is too small. Free 1.50 GB, run elsewhere, or lower checkpoints.keep.');
  expect(lines.join('\n')).not.toContain('of memory would do');
});
