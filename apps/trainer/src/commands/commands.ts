import type { Command } from 'commander';
import type { CommandIo } from '../io';
import { ablateCommand } from './ablate';
import { annotateCommand } from './annotate';
import { auditCommand } from './audit';
import { configCommand } from './config';
import { conformanceCommand } from './conformance';
import { demoCommand } from './demo';
import { doctorCommand } from './doctor';
import { evalCommand } from './eval';
import { generateCommand } from './generate';
import { modelCommand } from './model';
import { planCommand } from './plan';
import { scoreCommand } from './score';
import { serveCommand } from './serve';
import { trainCommand } from './train';

/** Makes a command; `finish` takes its exit code. */
export type CommandFactory = (io: CommandIo, finish: (exitCode: number) => void) => Command;

/** Every command, in the order of `--help`. A new one is a file and a line here. */
export const commands: readonly CommandFactory[] = [
  demoCommand,
  trainCommand,
  ablateCommand,
  evalCommand,
  generateCommand,
  scoreCommand,
  annotateCommand,
  auditCommand,
  serveCommand,
  configCommand,
  modelCommand,
  planCommand,
  doctorCommand,
  conformanceCommand,
];
