import { join } from 'node:path';
import { repositoryRoot, runProgram, runScript } from './run-script';

jest.setTimeout(60_000);

it('gives what a program printed, on the packages as they are in source', async () => {
  const program = `import { createRng } from '@stepgrpo/core';\nconsole.log(createRng(1).fork('a').path as string);`;
  expect(await runProgram('run-script-good.ts', program)).toEqual({
    exitCode: 0,
    stdout: '1/a\n',
    stderr: '',
  });
});

it('gives the code and the complaint of one that fails', async () => {
  const failed = await runProgram('run-script-bad.ts', `throw new Error('on purpose');`);
  expect(failed.exitCode).toBe(1);
  expect(failed.stderr).toContain('on purpose');
});

it('kills a program that does not end', async () => {
  await runProgram('run-script-endless.ts', `console.log('started');`);
  const path = join(repositoryRoot, '.cache/programs/run-script-endless.ts');
  expect((await runScript(path, { timeoutMs: 1 })).exitCode).toBeNull();
});
