import { readFileSync } from 'node:fs';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

it('evaluates a checkpoint on the held-out data of its run', async () => {
  await runCommand(['train', files.config, '--runs', files.root]);
  for (const checkpoint of [files.path('fake', 'final'), files.path('fake', 'checkpoints', 'step-000006')]) {
    const { exitCode, stdout, calls } = await runCommand(['eval', checkpoint, '--limit', '3']);
    expect(exitCode).toBe(0);
    expect(calls.openPolicy[0]!.model).toEqual({ path: checkpoint });
    expect(calls.evaluate[0]!.samples).toHaveLength(3);
    expect(stdout).toMatch(/correct answers/);
  }
});

it('evaluates the model of a config, as JSON, and keeps the answers', async () => {
  const predictions = files.path('answers.jsonl');
  const { stdout } = await runCommand(['eval', files.config, '--json', '--predictions', predictions]);
  expect(JSON.parse(stdout)).toMatchObject({ scores: { accuracy: { count: 5 } } });
  expect(readFileSync(predictions, 'utf8').trimEnd().split('\n')).toHaveLength(5);
});

it('asks what to evaluate on when a checkpoint stands alone', async () => {
  const { exitCode, stderr } = await runCommand(['eval', files.root]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/is not part of a run.*--config/);
});
