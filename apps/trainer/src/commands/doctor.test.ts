import { runCommand } from '../testing/run-command';

it('looks at this machine', async () => {
  const { exitCode, stdout } = await runCommand(['doctor']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ok +node +\d+/m);
  expect(stdout).toMatch(/^ok +back end tfjs-cpu/m);
  expect(stdout).toMatch(/onnxruntime-node +\d+\.\d+/);
});
