import type { Collaborators } from './collaborators';
import type { StoppableProcess } from './stop';

/** A stream for people or programs. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** What commands get from the outside: the only way to reach the terminal, the process and the other packages. */
export interface CommandIo {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Whether colour may be written to `stdout`. */
  readonly color: boolean;
  /** How this program was called, to repeat it in advice: `npx stepgrpo`. */
  readonly invocation: string;
  /** Variables of the environment: keys of endpoints are looked up here by name, nothing else. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly process: StoppableProcess;
  /** Loaded when a command needs it: `--help` must not wait for native libraries. */
  readonly collaborators: () => Promise<Collaborators>;
}
