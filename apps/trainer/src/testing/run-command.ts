import { runCli } from '../cli';
import { fakeCollaborators, type FakeCollaborators } from './fake-collaborators';
import { fakeIo } from './fake-io';

/** What one command line did. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: FakeCollaborators['calls'];
}

/** Runs a command line against fakes. */
export async function runCommand(
  args: readonly string[],
  collaborators: FakeCollaborators = fakeCollaborators(),
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const io = fakeIo(collaborators, environment);
  const exitCode = await runCli(args, io);
  return { exitCode, ...io.written, calls: collaborators.calls };
}
