import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A run of the real thing, as small as it gets. */
const config = `
name = "tiny"
[model]
preset = "tiny"
vocabSize = 300
[warmup]
epochs = 1
data = { kind = "digits", split = "train", count = 4, digits = [2, 2] }
optim = { learningRate = 2e-3, microBatchSize = 2 }
[stepgrpo]
steps = 2
promptsPerStep = 1
groupSize = 2
maxCompletionTokens = 8
data = { kind = "digits", split = "train", count = 3, digits = [2, 2], seed = "rl" }
rewards = [{ name = "step-accuracy" }]
optim = { learningRate = 1e-3, microBatchSize = 2 }
[checkpoints]
everySteps = 1
keep = 9
[backend]
threads = 1
`;
const repository = join(__dirname, '../../..');
const main = join(repository, 'apps/trainer/src/main.ts');

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'stepgrpo-kill-'));
  writeFileSync(join(root, 'tiny.toml'), config);
});
afterAll(() => rmSync(root, { recursive: true }));

function start(...args: readonly string[]): ChildProcess {
  const options = ['--import', 'tsx', '--conditions=@stepgrpo/source', main, ...args];
  return spawn(process.execPath, options, { cwd: repository, stdio: 'ignore' });
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on('exit', (exitCode) => resolve(exitCode)));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it.each(['step-000003'])(
  'ends with byte-identical weights when killed after %s and resumed',
  async (checkpoint) => {
    const train = (name: string) => start('train', join(root, 'tiny.toml'), '--runs', root, '--name', name);
    const weights = (name: string) => readFileSync(join(root, name, 'final', 'model.safetensors'));
    if (!existsSync(join(root, 'whole'))) expect(await ended(train('whole'))).toBe(0);
    const child = train(checkpoint);
    const exit = ended(child);
    await until(
      () => existsSync(join(root, checkpoint, 'checkpoints', checkpoint)) || child.exitCode !== null,
    );
    child.kill('SIGKILL');
    await exit;
    expect(existsSync(join(root, checkpoint, 'final'))).toBe(false);
    expect(await ended(start('train', '--resume', join(root, checkpoint)))).toBe(0);
    expect(weights(checkpoint).equals(weights('whole'))).toBe(true);
  },
  600_000,
);
