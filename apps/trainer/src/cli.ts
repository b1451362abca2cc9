import { isStepGrpoError } from '@stepgrpo/core';
import { Command, CommanderError } from 'commander';
import { commands } from './commands/commands';
import type { CommandIo } from './io';
import { reasonOf } from './reason-of';
import { version } from './version';

/** Exit codes: 0 done, 1 a check failed or something broke, 2 the command or its input is wrong, 130 interrupted. */
const exitCodes = { done: 0, failed: 1, misused: 2 } as const;

/** Runs one command line and gives its exit code. Only here the environment is read. */
export async function runCli(args: readonly string[], io: CommandIo = processIo()): Promise<number> {
  const result = { exitCode: 0 };
  const program = buildProgram(io, (exitCode) => (result.exitCode = exitCode));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return result.exitCode;
  } catch (error) {
    return reportFailure(error, io, args.includes('--debug'));
  }
}

/** The command tree. Each command says its exit code through `finish`. */
export function buildProgram(io: CommandIo, finish: (exitCode: number) => void): Command {
  const program = new Command('stepgrpo')
    .description('Train vision-language models with StepGRPO, evaluate them and look into what they learned.')
    .version(version)
    .option('--debug', 'show stack traces')
    .addHelpText(
      'after',
      '\nExamples:\n  stepgrpo demo --quick\n  stepgrpo train configs/digits.toml --set seed=1 --name digits-1\n  stepgrpo doctor\n',
    );
  for (const create of commands) program.addCommand(create(io, finish));
  const leaves = program.commands.flatMap((command) => [command, ...command.commands]);
  for (const command of [program, ...leaves]) {
    command
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: (text) => void io.stdout.write(text),
        writeErr: (text) => void io.stderr.write(text),
      });
  }
  for (const command of leaves) command.option('--debug', 'show stack traces');
  return program;
}

function reportFailure(error: unknown, { stderr }: CommandIo, debug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.misused; // already shown
  if (debug) stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (isStepGrpoError(error)) {
    if (!debug) stderr.write(`error: ${error.message}\n`);
    return exitCodes.misused;
  }
  if (!debug)
    stderr.write(`unexpected error: ${reasonOf(error)}\nRun the command again with --debug to see where.\n`);
  return exitCodes.failed;
}

function processIo(): CommandIo {
  const { env, stdout, stderr } = process;
  const script = env['npm_lifecycle_event'];
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  return {
    stdout,
    stderr,
    color: stdout.isTTY && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb',
    invocation: script === undefined || script === 'npx' ? 'npx stepgrpo' : 'npm run stepgrpo --',
    environment: env,
    process,
    collaborators: async () => (await import('./wire')).createCollaborators(env),
  };
}

/** A run goes on when the reader of its output leaves, as in `| head`. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
