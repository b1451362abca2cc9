import { writeFileSync } from 'node:fs';
import { createRules } from '@stepgrpo/rewards';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
let completions: string;
beforeEach(() => {
  files = runFiles();
  completions = files.path('completions.jsonl');
  const sample = { id: 'one', question: 'q', solution: '7', keySteps: [['3 + 4 = 7']] };
  const good = '### Step 1:\n3 + 4 = 7\n### The final answer is: 7';
  const lines = [
    { sample, completion: good },
    { sample: { ...sample, id: 'two' }, completion: 'no idea' },
  ];
  writeFileSync(completions, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
});
afterEach(() => files.remove());

const score = (...args: readonly string[]) =>
  runCommand(['score', completions, ...args], { ...fakeCollaborators(), createRules });

it('shows a table with means', async () => {
  const { stdout, exitCode } = await score('--rules', 'step-accuracy');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/one\s+1\.1000\s+1\.1000/);
  expect(stdout).toMatch(/two\s+0\.0000\s+0\.0000/);
  expect(stdout).toMatch(/mean of 2\s+0\.5500/);
});

it('gives the parts of every reward as JSON lines', async () => {
  const { stdout } = await score('--rules', 'step-accuracy', '--json');
  const [first] = stdout
    .split('\n')
    .map((line) => JSON.parse(line || 'null') as { rewards: Record<string, { parts: { label: string }[] }> });
  expect(first!.rewards['step-accuracy']!.parts.map(({ label }) => label)).toEqual(['key-step 1', 'answer']);
});

it('names a broken line and gives no half result', async () => {
  writeFileSync(completions, '{"sample":{"solution":"7"},"completion":"x"}\n{');
  const { exitCode, stderr, stdout } = await score();
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/completions\.jsonl:2: is not JSON/);
});

it('takes rules from a config, or by name, not both', async () => {
  expect((await score('--config', files.config, '--rules', 'step-accuracy')).stderr).toMatch(
    /do not go together/,
  );
  expect((await score('--config', files.config)).stderr).toMatch(/No reward rule is named "a"/);
});
