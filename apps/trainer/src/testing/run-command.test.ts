import { runCommand } from './run-command';

it('gives exit code and output', async () => {
  const { exitCode, stdout } = await runCommand(['--version']);
  expect([exitCode, stdout.trim()]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});
