import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How a script ended. */
export interface ScriptResult {
  /** The exit code; null when it was killed at the time limit. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The root of the checkout. */
export const repositoryRoot = join(__dirname, '../../..');

/** Runs a TypeScript file of this repository on the packages' sources, as `npm start` runs the trainer. */
export function runScript(path: string, { timeoutMs = 60_000 } = {}): Promise<ScriptResult> {
  const flags = ['--import', 'tsx', '--conditions=@stepgrpo/source'];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...flags, path],
      { cwd: repositoryRoot, timeout: timeoutMs, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        resolve({ exitCode: typeof code === 'number' ? code : null, stdout, stderr });
      },
    );
  });
}

/** Runs a program that is given as text, from a file of this name in the ignored folder `.cache`. */
export function runProgram(name: string, program: string): Promise<ScriptResult> {
  const path = join(repositoryRoot, '.cache/programs', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, program);
  return runScript(path);
}
