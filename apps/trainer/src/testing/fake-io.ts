import { EventEmitter } from 'node:events';
import type { Collaborators } from '../collaborators';
import type { CommandIo } from '../io';

/** A terminal in memory. */
export interface FakeIo extends CommandIo {
  /** Everything written so far. */
  readonly written: { stdout: string; stderr: string };
  readonly process: EventEmitter & CommandIo['process'] & { readonly exits: readonly number[] };
}

export function fakeIo(collaborators: Collaborators, environment: CommandIo['environment'] = {}): FakeIo {
  const written = { stdout: '', stderr: '' };
  const exits: number[] = [];
  const target = Object.assign(new EventEmitter(), { exits, exit: (code: number) => void exits.push(code) });
  return {
    written,
    stdout: { write: (text) => void (written.stdout += text) },
    stderr: { write: (text) => void (written.stderr += text) },
    color: false,
    invocation: 'npx stepgrpo',
    environment,
    process: target,
    collaborators: async () => collaborators,
  };
}
