import { writeFileSync } from 'node:fs';
import { createRules } from '@stepgrpo/rewards';
import { runCli } from '../cli';
import { fakeCollaborators } from '../testing/fake-collaborators';
import { fakeIo, type FakeIo } from '../testing/fake-io';
import { runFiles, type RunFiles } from '../testing/run-files';

let files: RunFiles;
beforeEach(() => (files = runFiles()));
afterEach(() => files.remove());

/** Starts a server on a free port; `stop` sends SIGTERM and gives the exit code. */
async function start(
  ...args: readonly string[]
): Promise<{ io: FakeIo; url: string; stop: () => Promise<number> }> {
  const io = fakeIo({ ...fakeCollaborators(), createRules });
  const exit = runCli(['serve', 'rewards', '--port', '0', ...args], io);
  let early: number | null = null;
  void exit.then((code) => (early = code));
  for (;;) {
    const url = /http:\/\/\S+/.exec(io.written.stdout)?.[0];
    if (url !== undefined) return { io, url, stop: () => (io.process.emit('SIGTERM'), exit) };
    if (early !== null) throw new Error(io.written.stderr);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it('listens on 127.0.0.1, serves the rules of the command line, and stops on a signal', async () => {
  const { io, url, stop } = await start('--rules', 'step-accuracy,format');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { rules } = (await (await fetch(`${url}/health`)).json()) as { rules: { name: string }[] };
  expect(rules.map(({ name }) => name)).toEqual(['step-accuracy', 'format']);
  expect(await stop()).toBe(0);
  expect(io.written.stderr).toMatch(/serving step-accuracy \(weight 1\), format.*\n.*stopping/s);
  await expect(fetch(`${url}/health`)).rejects.toThrow();
});

it('asks for the token of a file, and refuses a file without one', async () => {
  const file = files.path('token.txt');
  writeFileSync(file, 'a-long-token\n');
  const { url, stop } = await start('--token-file', file);
  expect((await fetch(`${url}/metrics`)).status).toBe(401);
  const headers = { authorization: 'Bearer a-long-token' };
  expect((await fetch(`${url}/metrics`, { headers })).status).toBe(200);
  expect(await stop()).toBe(0);
  writeFileSync(file, 'short');
  await expect(start('--token-file', file)).rejects.toThrow(/holds no token/);
  await expect(start('--token-file', files.path('none'))).rejects.toThrow(/cannot be read/);
});

it('says that a port is taken', async () => {
  const { url, stop } = await start();
  const io = fakeIo({ ...fakeCollaborators(), createRules });
  expect(await runCli(['serve', 'rewards', '--port', new URL(url).port], io)).toBe(2);
  expect(io.written.stderr).toMatch(/cannot listen on 127\.0\.0\.1:\d+ .*EADDRINUSE.*--port/s);
  await stop();
});
