import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

const synthesize = (out: string, ...options: readonly string[]) =>
  runCommand(['model', 'synthesize', '--preset', 'tiny', '--out', out, ...options]);

it('writes a sharded checkpoint of a preset', async () => {
  const out = join(files.root, 'synthetic');
  const { exitCode, stdout, stderr } = await synthesize(out, '--shard-size', '5MB', '--layers', '3');
  expect(stderr).toMatch(/^megabytes {2}\d+\/\d+/m);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('of bfloat16 in 3 file(s)');
  expect(readdirSync(out)).toEqual(
    expect.arrayContaining(['config.json', 'model.safetensors.index.json', 'README.md', 'tokenizer.json']),
  );
});

it('leaves a directory alone that holds something', async () => {
  writeFileSync(join(files.root, 'mine'), '');
  const { exitCode, stderr } = await synthesize(files.root);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('is not empty');
});

it('names a wrong size and a wrong preset', async () => {
  const out = join(files.root, 'synthetic');
  expect((await synthesize(out, '--shard-size', 'big')).stderr).toContain('500MB or 2GB');
  const wrong = await runCommand(['model', 'synthesize', '--preset', 'qwen', '--out', out]);
  expect(wrong.stderr).toContain('qwen2-vl-2b');
});
