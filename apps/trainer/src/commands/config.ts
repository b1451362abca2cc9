import { Command } from 'commander';
import { flatten } from '../config/flatten';
import { loadConfig, type Origin } from '../config/load';
import { dotted } from '../config/problems';
import { descriptionAt } from '../config/schema-keys';
import type { CommandIo } from '../io';
import { runConfigSchema } from '@stepgrpo/core';
import { alignedLines } from '../summary/score-table';
import { collect } from './option-values';

const help = `
Checks a config without running it, and shows every value with its origin: a line of the file,
--set, or the default.

Examples:
  stepgrpo config configs/digits.toml
  stepgrpo config configs/digits.toml --set stepgrpo.groupSize=16
  stepgrpo config configs/r1-vl-2b.toml --json
`;

interface ConfigOptions {
  readonly set: readonly string[];
  readonly json?: boolean;
}

/** `stepgrpo config` */
export function configCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('config')
    .description('Check a config and show every resolved value and where it comes from.')
    .argument('<config>', 'run config (TOML)')
    .option('--set <key=value>', 'override a value; may be repeated', collect, [])
    .option('--json', 'print the values and their origins as JSON')
    .addHelpText('after', help)
    .action((file: string, { set, json }: ConfigOptions) => {
      const { config, origins } = loadConfig(file, { set });
      const rows = flatten(config).map(({ path, value }) => {
        const key = dotted(path);
        return {
          key,
          value,
          origin: originText(origins.get(key), file),
          description: descriptionAt(runConfigSchema, path),
        };
      });
      if (json === true) io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      else
        io.stdout.write(
          `${alignedLines(rows.map(({ key, value, origin }) => [key, JSON.stringify(value), origin])).join('\n')}\n`,
        );
      finish(0);
    });
}

function originText(origin: Origin | undefined, file: string): string {
  switch (origin?.kind) {
    case 'file':
      return `${file}:${origin.line}`;
    case 'set':
      return '--set';
    case 'default':
    case undefined:
      return 'default';
    default:
      return origin satisfies never;
  }
}
