import { join } from 'node:path';
import { runCommand } from '../testing/run-command';

const configs = join(__dirname, '../../../../configs');

it('plans the digits', async () => {
  const { exitCode, stdout } = await runCommand(['plan', join(configs, 'digits.toml')]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/peak memory +\d/);
});

it('refuses the 7B shape on 24 GB, with the numbers, as JSON', async () => {
  const args = ['plan', join(configs, 'r1-vl-7b.toml'), '--memory', '24GB', '--cores', '2', '--json'];
  const { exitCode, stdout } = await runCommand(args);
  expect(exitCode).toBe(1);
  const plan = JSON.parse(stdout) as { peakBytes: number; knobs: { set: string }[]; machine: object };
  expect(plan.peakBytes).toBeGreaterThan(24e9);
  expect(plan.knobs.map(({ set }) => set)).toContain('model.lora.rank=16');
  expect(plan.machine).toMatchObject({ memoryBytes: 24e9, cores: 2 });
});

it('names a size it cannot read', async () => {
  const { stderr } = await runCommand(['plan', join(configs, 'digits.toml'), '--memory', 'lots']);
  expect(stderr).toContain('such as 24GB');
});
