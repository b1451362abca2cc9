import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readmeProgram } from './readme-program';
import { repositoryRoot, runProgram, runScript } from './run-script';
import type { ScriptResult } from './run-script';

jest.setTimeout(90_000);

const list = (folder: string): string[] => {
  const path = join(repositoryRoot, folder);
  return existsSync(path) ? readdirSync(path) : [];
};
const packages = list('packages').filter((name) =>
  existsSync(join(repositoryRoot, 'packages', name, 'README.md')),
);
const examples = list('examples').filter((name) => name.endsWith('.ts'));

const expectOutput = (result: ScriptResult): void => {
  expect(result).toMatchObject({ exitCode: 0 });
  expect(result.stdout.trim()).not.toBe('');
};

describe('programs in documents run as they stand', () => {
  it.each(packages)('the program in the README of %s', async (name) => {
    const program = readmeProgram(readFileSync(join(repositoryRoot, 'packages', name, 'README.md'), 'utf8'));
    expect(program).not.toBeNull();
    expectOutput(await runProgram(`readme-of-${name}.ts`, program!));
  });

  if (examples.length > 0) {
    it.each(examples)('examples/%s', async (name) => {
      expectOutput(await runScript(join(repositoryRoot, 'examples', name)));
    });
  }
});
