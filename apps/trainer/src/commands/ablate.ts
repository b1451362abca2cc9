import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnknownNameError } from '@stepgrpo/core';
import { Command } from 'commander';
import { loadConfig } from '../config/load';
import type { CommandIo } from '../io';
import { createReporter } from '../progress/reporter';
import { collect, count, nameList, positiveInteger } from './option-values';

const help = `
From one warm-up per seed, and with as many rollouts and updates each: warm-up only, GRPO with the outcome
reward, + StepRAR, + StepRVR, StepGRPO (both), StepGRPO with step-wise credit (sum, and min).
Everything done is kept: the same command goes on after an interruption, or adds seeds.

Examples:
  stepgrpo ablate configs/digits-quick.toml --seeds 2
  stepgrpo ablate configs/digits.toml --seeds 5 --set eval.everySteps=25
  stepgrpo ablate configs/digits.toml --seeds 5 --arms outcome,stepgrpo,stepwise-min --json
`;

interface AblateOptions {
  readonly seeds: number;
  readonly firstSeed: number;
  readonly arms?: readonly string[];
  readonly set: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

/** `stepgrpo ablate` */
export function ablateCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('ablate')
    .description('Compare what StepGRPO trains with, arm by arm, over several seeds.')
    .argument('<config>', 'run config (TOML) with warmup, stepgrpo and eval')
    .option('--seeds <count>', 'how many seeds', positiveInteger, 5)
    .option('--first-seed <seed>', 'the first of them; the others follow', count, 0)
    .option('--arms <names>', 'only these arms, separated by commas', nameList)
    .option('--set <key=value>', 'override a value of the config; may be repeated', collect, [])
    .option('--out <directory>', 'where runs and results are kept; runs/<name>-ablation when absent')
    .option('--json', 'print the rows as JSON; progress goes to stderr')
    .addHelpText('after', help)
    .action(async (file: string, options: AblateOptions) => finish(await ablate(file, options, io)));
}

async function ablate(file: string, options: AblateOptions, io: CommandIo): Promise<number> {
  const { config } = loadConfig(file, { set: options.set });
  const { arms } = await import('../ablation/arms');
  const names = arms.map(({ name }) => name);
  for (const name of options.arms ?? [])
    if (!names.includes(name)) throw new UnknownNameError('arm', name, names);
  const { runAblation } = await import('../ablation/run-ablation');
  const { ablationMarkdown, ablationRows } = await import('../ablation/ablation-table');
  const { drawAblation } = await import('../ablation/draw-ablation');
  const { stopOnSignals } = await import('../stop');
  const reporter = createReporter(options.json === true ? io.stderr : io.stdout);
  const path = options.out ?? join('runs', `${config.name}-ablation`);
  const stop = stopOnSignals(io.process, reporter);
  try {
    const runs = await runAblation(config, {
      collaborators: await io.collaborators(),
      reporter,
      stop,
      path,
      seeds: Array.from({ length: options.seeds }, (_, i) => options.firstSeed + i),
      arms: options.arms,
    });
    if (runs === null) {
      reporter.note('interrupted; the same command goes on from here');
      return 130;
    }
    const rows = ablationRows(runs);
    const table = ablationMarkdown(rows);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'ablation.json'), `${JSON.stringify({ config, rows, runs }, null, 2)}\n`);
    writeFileSync(join(path, 'ablation.md'), table);
    writeFileSync(join(path, 'ablation.svg'), drawAblation(rows, runs, config.name));
    if (options.json === true) io.stdout.write(`${JSON.stringify({ rows, path }, null, 2)}\n`);
    else reporter.note(`${table}\n${join(path, 'ablation.{json,md,svg}')}`);
    return 0;
  } finally {
    stop.release();
  }
}
