import { join } from 'node:path';
import { ConfigError } from '@stepgrpo/core';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import type { CommandIo } from '../io';
import { configHash, openRunDirectory } from '../run/run-directory';
import { collect } from './option-values';

const help = `
A run is a directory: config, events.jsonl, checkpoints, final weights, summary. Ctrl-C finishes the
step at hand and writes a checkpoint; --resume continues as if nothing had happened.

Examples:
  stepgrpo train configs/digits.toml
  stepgrpo train configs/digits.toml --name digits-7 --set seed=7 --set stepgrpo.steps=20
  stepgrpo train configs/r1-vl-2b.toml --model Qwen/Qwen2-VL-2B-Instruct --set model.lora.rank=16
  stepgrpo train --resume runs/digits
  stepgrpo train configs/digits.toml --json > summary.json
`;

interface TrainOptions {
  readonly resume?: string;
  readonly set: readonly string[];
  readonly model?: string;
  readonly name?: string;
  readonly runs: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `stepgrpo train` */
export function trainCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('train')
    .description('Train a policy: warm-up, then StepGRPO, as a config says.')
    .argument('[config]', 'run config (TOML); not needed with --resume')
    .option('--resume <directory>', 'continue this run from its latest checkpoint')
    .option('--set <key=value>', 'override a value of the config; may be repeated', collect, [])
    .option('--model <checkpoint>', 'start from this directory or model of the Hub (owner/name)')
    .option('--name <name>', 'name of the run, instead of the one in the config')
    .option('--runs <directory>', 'where runs are kept', 'runs')
    .option('--force', 'replace a run of the same name')
    .option('--json', 'print the summary as JSON; progress goes to stderr')
    .addHelpText('after', help)
    .action(async (file: string | undefined, options: TrainOptions) =>
      finish(await runTrain(file, options, io)),
    );
}

async function runTrain(file: string | undefined, options: TrainOptions, io: CommandIo): Promise<number> {
  const json = options.json === true;
  const { resumeRun, startRun } = await import('../run/open-run');
  const { runTraining } = await import('./run-training');
  if (options.resume !== undefined) {
    assertSameConfig(file, options);
    return runTraining({ path: options.resume, json, open: resumeRun }, io);
  }
  if (file === undefined) {
    throw new ConfigError('no config was given.', 'name one, as in: stepgrpo train configs/digits.toml.');
  }
  const set = options.name === undefined ? options.set : [...options.set, `name="${options.name}"`];
  const model = options.model === undefined ? {} : { model: options.model };
  const { config } = loadConfig(file, { set, ...model });
  const path = join(options.runs, config.name);
  const force = options.force === true;
  return runTraining({ path, json, open: (opening) => startRun(config, { ...opening, force }) }, io);
}

/** A run keeps the config it was started with: half a run under other options would be neither of the two. */
function assertSameConfig(file: string | undefined, { resume = '', set, name, model }: TrainOptions): void {
  if (set.length > 0 || name !== undefined || model !== undefined) {
    throw new ConfigError(
      'a resumed run keeps its config: --set, --model and --name do not go with --resume.',
      'leave them out, or start a new run.',
    );
  }
  if (file === undefined) return;
  const { config } = openRunDirectory(resume);
  if (configHash(loadConfig(file).config) === configHash(config)) return;
  throw new ConfigError(`${file} is not the config of ${resume}.`, 'leave it out: the run has its own.');
}
