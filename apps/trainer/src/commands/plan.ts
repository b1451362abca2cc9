import { statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../config/load';
import type { CommandIo } from '../io';
import { readByteCount } from '../plan/byte-text';
import { formatDuration } from '../progress/eta';
import { collect, positiveInteger } from './option-values';

const help = `
Predicts the peak memory, the disk and the time of a run from its config alone, at the longest prompts and
completions it allows. Exit code 1 when the run does not fit this machine; then it says what to change.

Examples:
  stepgrpo plan configs/digits.toml
  stepgrpo plan configs/r1-vl-2b.toml --set model.lora.rank=16
  stepgrpo plan configs/r1-vl-7b.toml --memory 256GB --cores 32 --json
`;

interface PlanOptions {
  readonly set: readonly string[];
  readonly memory?: number;
  readonly cores?: number;
  readonly json?: boolean;
}

/** `stepgrpo plan` */
export function planCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  return new Command('plan')
    .description('Predict memory, disk and time of a run before anything is loaded.')
    .argument('<config>', 'run config (TOML)')
    .option('--set <key=value>', 'override a value; may be repeated', collect, [])
    .option(
      '--memory <bytes>',
      'memory of the machine, such as 24GB; that of this one when absent',
      byteCount,
    )
    .option('--cores <count>', 'cores of the machine; those of this one when absent', positiveInteger)
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', help)
    .action(async (file: string, options: PlanOptions) => {
      const { config } = loadConfig(file, { set: options.set });
      const [{ findShape }, { makePlan }, { planLines }] = await Promise.all([
        import('../plan/find-shape'),
        import('../plan/make-plan'),
        import('../plan/plan-lines'),
      ]);
      const { shape, from } = await findShape(config.model);
      const disk = statfsSync('.');
      const machine = {
        memoryBytes: options.memory ?? totalmem(),
        cores: options.cores ?? config.backend.threads ?? availableParallelism(),
        diskBytes: disk.bavail * disk.bsize,
      };
      const plan = makePlan(config, shape, machine);
      if (options.json === true) io.stdout.write(`${JSON.stringify({ from, machine, ...plan }, null, 2)}\n`);
      else
        for (const line of planLines(plan, { from, machine, formatDuration })) io.stdout.write(`${line}\n`);
      finish(plan.fits ? 0 : 1);
    });
}

function byteCount(value: string): number {
  const bytes = readByteCount(value);
  if (bytes === undefined) throw new InvalidArgumentError('give a size such as 24GB.');
  return bytes;
}
