import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@stepgrpo/core';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import type { CommandIo } from '../io';
import { freeName } from '../run/run-directory';
import { collect } from './option-values';
import type { TrainingRequest } from './run-training';

const help = `
A Qwen2-VL of about a million parameters learns to answer questions about real handwritten digits:
first from worked examples (warm-up), then from rewards for its own attempts (StepGRPO). No download.

Examples:
  npm start                 the whole demo, at most 10 minutes on 2 cores
  npm start -- --quick      a taste of it, at most 90 seconds
`;

interface DemoOptions {
  readonly quick?: boolean;
  readonly set: readonly string[];
  readonly runs: string;
  readonly json?: boolean;
}

/** `stepgrpo demo`, which is what `npm start` runs. */
export function demoCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('demo')
    .description('Train a small policy on handwritten digits and show what it learned.')
    .option('--quick', 'a short version of at most 90 seconds')
    .option('--set <key=value>', 'override a value of the config; may be repeated', collect, [])
    .option('--runs <directory>', 'where runs are kept', 'runs')
    .option('--json', 'print the summary as JSON; progress goes to stderr')
    .addHelpText('after', help)
    .action(async ({ quick, set, runs, json }: DemoOptions) => {
      const file = configFile(quick === true ? 'digits-quick.toml' : 'digits.toml');
      const { config: written } = loadConfig(file, { set });
      const config = { ...written, name: freeName(runs, written.name) };
      const { startRun } = await import('../run/open-run');
      const { runTraining } = await import('./run-training');
      const open: TrainingRequest['open'] = (options) => startRun(config, { ...options, force: false });
      finish(await runTraining({ path: join(runs, config.name), json: json === true, open }, io));
    });
}

/** A config of this repository: in the working directory, or next to the program. */
function configFile(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = ['configs', ...['../../..', '../../../..'].map((up) => join(here, up, 'configs'))]; // dist, src
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new ConfigError(`there is no configs/${name} here.`, 'run the demo in a clone of the repository.');
}
