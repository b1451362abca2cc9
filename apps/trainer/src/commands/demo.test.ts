import { readdirSync } from 'node:fs';
import { runCommand } from '../testing/run-command';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

const small = ['warmup.data.count=8', 'stepgrpo.data.count=8', 'eval.data.count=8', 'stepgrpo.steps=1'];
const settings = small.flatMap((set) => ['--set', set]);

it('runs the quick config, and takes another name the second time', async () => {
  for (let i = 0; i < 2; i++) {
    expect(await runCommand(['demo', '--quick', '--runs', files.root, ...settings])).toMatchObject({
      exitCode: 0,
    });
  }
  expect(readdirSync(files.root).sort()).toEqual(['digits-quick', 'digits-quick-2', 'run.toml']);
});
