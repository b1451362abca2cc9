import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { speedConfig, stepGrpoSteps } from './grpo-iteration';

it('shortens the config of the demo and changes nothing else of the iteration', () => {
  const digits = readFileSync(join(__dirname, '../../../../configs/digits.toml'), 'utf8');
  const config = speedConfig(digits);
  expect(config).toContain('name = "speed"');
  expect(config).toContain('count = 2400\n');
  expect(config).toContain('steps = 10\n');
  expect(config).not.toContain('[eval]');
  for (const kept of ['promptsPerStep = 16', 'groupSize = 8', 'microBatchSize = 32'])
    expect(config).toContain(kept);
});

it('keeps the steps of StepGRPO alone', () => {
  const step = { time: 't', kind: 'step-end', step: 1, metrics: {}, durationMs: 5, stagesMs: { sample: 2 } };
  const lines = ['warmup', 'stepgrpo'].map((phase) => JSON.stringify({ ...step, phase }));
  expect(stepGrpoSteps(lines)).toEqual([{ ...step, phase: 'stepgrpo' }]);
});
