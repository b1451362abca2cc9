import { ungradable } from '@stepgrpo/core';
import { createRules, type WeightedRule } from '@stepgrpo/rewards';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

const audit = (reward: string, ...args: readonly string[]) =>
  runCommand(['audit', files.config, '--set', `stepgrpo.rewards=[${reward}]`, '--noise', '20', ...args], {
    ...fakeCollaborators(),
    createRules,
  });

const code = '{ name = "step-validity", options = { mode = "code" } }';
const soft = '{ name = "step-validity" }';

it('shows each exploit with its section, its smallest example and why it is one', async () => {
  const { stdout, exitCode } = await audit(code);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /quoted-markers \(specs\/rewards\.md 2\.1\): earns 1\.000, is worth 0\.000\n {4}why: /,
  );
  expect(stdout).toMatch(/ {6}\| The form is ### Image Description:/);
});

it('fails on an exploit when asked to, and only then', async () => {
  expect((await audit(code, '--fail-on-exploit')).exitCode).toBe(1);
  const clean = await audit(soft, '--fail-on-exploit');
  expect([clean.exitCode, clean.stdout]).toEqual([
    0,
    expect.stringMatching(/^step-validity: nothing found in \d+ attempts/),
  ]);
});

it('does not call a rule clean that could grade nothing', async () => {
  const down: WeightedRule = {
    weight: 1,
    rule: { name: 'down', range: [0, 1], score: () => ungradable('the endpoint is down') },
  };
  const { stdout, exitCode } = await runCommand(
    ['audit', files.config, '--noise', '5', '--samples', '0', '--fail-on-exploit'],
    { ...fakeCollaborators(), createRules: async () => [down] },
  );
  expect([exitCode, stdout]).toEqual([
    1,
    expect.stringMatching(/^down: NOT AUDITED, it could not grade any/),
  ]);
});

it('gives everything as JSON, the same for the same seed', async () => {
  const once = await audit(code, '--json', '--seed', 'x', '--samples', '0');
  const report = JSON.parse(once.stdout) as { reports: { rule: string; exploits: { draws: unknown[] }[] }[] };
  expect(report.reports[0]).toMatchObject({ rule: 'step-validity' });
  expect(report.reports[0]!.exploits[0]!.draws[0]).toMatchObject({ text: expect.any(String), value: 1 });
  expect((await audit(code, '--json', '--seed', 'x', '--samples', '0')).stdout).toBe(once.stdout);
});

it('wants a config with rules', async () => {
  const { exitCode, stderr } = await runCommand(['audit', files.path('none.toml')]);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/cannot be read/)]);
});
