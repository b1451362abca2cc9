import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A run of the real thing, as small as it gets. */
const config = (model: string): string => `
name = "tiny"
[model]
preset = "tiny"
vocabSize = 300
${model}
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
const adapters = `
lora = { rank = 4, dropout = 0.25, vision = true }
[output]
export = "both"
`;
const repository = join(__dirname, '../../..');
const main = join(repository, 'apps/trainer/src/main.ts');

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'stepgrpo-kill-'));
  writeFileSync(join(root, 'tiny.toml'), config(''));
  writeFileSync(join(root, 'lora.toml'), config(adapters));
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

it.each([
  ['tiny', 'step-000003', ['model.safetensors']],
  ['lora', 'step-000001', ['model.safetensors', 'adapter/adapter_model.safetensors']],
  ['lora', 'step-000003', ['model.safetensors', 'adapter/adapter_model.safetensors']],
])(
  'ends with byte-identical weights when %s is killed after %s and resumed',
  async (file, checkpoint, names) => {
    const [whole, cut] = [`${file}-whole`, `${file}-${checkpoint}`];
    const train = (name: string) =>
      start('train', join(root, `${file}.toml`), '--runs', root, '--name', name);
    if (!existsSync(join(root, whole))) expect(await ended(train(whole))).toBe(0);
    const child = train(cut);
    const exit = ended(child);
    await until(() => existsSync(join(root, cut, 'checkpoints', checkpoint)) || child.exitCode !== null);
    child.kill('SIGKILL');
    await exit;
    expect(existsSync(join(root, cut, 'final'))).toBe(false);
    expect(await ended(start('train', '--resume', join(root, cut)))).toBe(0);
    for (const name of names) {
      const weights = (run: string) => readFileSync(join(root, run, 'final', name));
      expect(weights(cut).equals(weights(whole))).toBe(true);
    }
  },
  600_000,
);
