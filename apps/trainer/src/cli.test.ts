import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli';
import { commands } from './commands/commands';
import { fakeCollaborators, type FakeCollaborators } from './testing/fake-collaborators';
import { fakeIo } from './testing/fake-io';

async function run(args: readonly string[], collaborators: FakeCollaborators = fakeCollaborators()) {
  const io = fakeIo(collaborators);
  return { exitCode: await runCli(args, io), ...io.written };
}

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-cli-'))));
afterEach(() => rmSync(root, { recursive: true }));

const names = commands.map((create) => create(fakeIo(fakeCollaborators()), () => undefined).name());

it('has the commands of the README', () => {
  expect(names).toEqual([
    'demo',
    'train',
    'ablate',
    'eval',
    'generate',
    'score',
    'annotate',
    'audit',
    'serve',
    'config',
    'model',
    'plan',
    'doctor',
    'conformance',
  ]);
});

it.each(names)('%s --help teaches by example', async (name) => {
  const { exitCode, stdout } = await run([name, '--help']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Examples:\n {2}(stepgrpo|npm)/);
});

it.each([
  ['an unknown command', ['trian'], /unknown command 'trian'[^]*Did you mean train/],
  ['an unknown option', ['train', '--frobnicate'], /unknown option '--frobnicate'/],
  ['a missing argument', ['config'], /missing required argument/],
  ['a missing config', ['train', 'none.toml'], /none\.toml: cannot be read/],
  ['no config at all', ['train'], /no config was given/],
  ['an unknown suite', ['conformance', 'nope', '.'], /No conformance suite is named "nope"/],
  [
    'a missing image',
    ['generate', '.', '--image', 'none.png', '--question', 'q'],
    /none\.png: there is no such image/,
  ],
  ['a bad number', ['generate', '.', '--question', 'q', '-n', '0'], /whole number of at least 1/],
])('answers %s with one message and exit code 2', async (_name, args, message) => {
  const { exitCode, stderr, stdout } = await run(args);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr + stdout).not.toMatch(/\n\s+at /); // no stack
});

it('shows the stack with --debug', async () => {
  const { exitCode, stderr } = await run(['train', 'none.toml', '--debug']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/ConfigError: none\.toml[^]*\n\s+at /);
});

it('treats what nobody expected as a failure, not as misuse', async () => {
  const file = join(root, 'run.toml');
  writeFileSync(file, 'name = "x"\n[model]\npreset = "tiny"\n');
  const collaborators = {
    ...fakeCollaborators(),
    openBackend: async () => Promise.reject(new Error('boom')),
  };
  const { exitCode, stderr } = await run(['train', file, '--runs', root], collaborators);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/unexpected error: boom\n.*--debug/);
});
