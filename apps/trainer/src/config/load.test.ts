import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './load';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'stepgrpo-config-'))));
afterEach(() => rmSync(directory, { recursive: true }));

const minimal = `name = "x"
[model]
preset = "digits"
`;

function write(text: string): string {
  const file = join(directory, 'run.toml');
  writeFileSync(file, text);
  return file;
}

it('fills in defaults and knows where each value comes from', () => {
  const { config, origins } = loadConfig(write(minimal), { set: ['backend.threads=1'] });
  expect(config.checkpoints).toEqual({ everySteps: 0, keep: 2 });
  expect(Object.fromEntries(origins)).toEqual({
    name: { kind: 'file', line: 1 },
    'model.preset': { kind: 'file', line: 3 },
    'output.export': { kind: 'default' },
    seed: { kind: 'default' },
    'checkpoints.everySteps': { kind: 'default' },
    'checkpoints.keep': { kind: 'default' },
    'backend.threads': { kind: 'set' },
  });
});

it('names file, line, key and the nearest known key', () => {
  const file = write(`${minimal}[checkpoints]\nevrySteps = 3\n`);
  expect(() => loadConfig(file)).toThrow(
    `${file}:5: checkpoints.evrySteps: unknown key "evrySteps". Fix: did you mean "everySteps"?`,
  );
});

it('lists every problem when there are several', () => {
  const file = write(`${minimal}seeed = 1\nbacked = 2\n`);
  expect(() => loadConfig(file)).toThrow(/2 problems[^]*seeed[^]*backed/);
});

it('blames --set for what --set wrote', () => {
  expect(() => loadConfig(write(minimal), { set: ['checkpoints.keep=0'] })).toThrow(
    /^--set checkpoints\.keep: must be above 0; it is 0\./,
  );
});

it('names line and column of broken TOML', () => {
  const file = write('name = "x"\nseed = = 3\n');
  expect(() => loadConfig(file)).toThrow(new RegExp(`^${file}:2:\\d+: `));
});

it('says so when there is no such file', () => {
  expect(() => loadConfig(join(directory, 'none.toml'))).toThrow(/none\.toml: cannot be read \(ENOENT/);
});

it('reads modules of rules relative to the file, and wants a name or a module, not both', () => {
  const rl = (reward: string) =>
    `${minimal}[stepgrpo]\nsteps = 1\npromptsPerStep = 1\nrewards = [${reward}]\n` +
    '[stepgrpo.data]\nkind = "digits"\nsplit = "train"\ncount = 1\n[stepgrpo.optim]\nlearningRate = 1\n';
  const { config } = loadConfig(write(rl('{ module = "./my-rule.js", weight = 0.5 }')));
  expect(config.stepgrpo?.rewards).toEqual([
    { module: join(directory, 'my-rule.js'), weight: 0.5, options: {} },
  ]);
  const onlyOne = /exactly one of "name" .* and "module"/;
  expect(() => loadConfig(write(rl('{ name = "format", module = "./a.js" }')))).toThrow(onlyOne);
  expect(() => loadConfig(write(rl('{ weight = 1 }')))).toThrow(onlyOne);
  expect(() => loadConfig(write(rl('{ module = "./a.js" }, { module = "./a.js" }')))).toThrow(/listed twice/);
});
