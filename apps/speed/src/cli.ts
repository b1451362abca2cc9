import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rowsLine, runInProcess } from './child-process';
import { chosenEntries, entries } from './entries';
import { measureLimits } from './entries/limits';
import { limitsSchema, type Limits, type Measured, type Row } from './entry';
import { machineLine, type Report, table } from './report';
import { peakRssBytes, thisMachine } from './machine';
import { z } from 'zod';

export const help = `npm run bench -- [--only NAME] [--json FILE] [--threads N] [--list]

Measures this machine's limits (matrix product, memory), then training steps, decoding, StepGRPO iterations,
compilation and rewards, each in a process of its own: warm-up, then the median of at least 5 passes.

  --only NAME   the entry of that name, or those that begin with it: train-step/1.6M, decode, decode/105M
  --json FILE   also write { machine, limits, rows } to this file
  --threads N   threads of a computation; all cores when absent
  --list        print the names of the entries and stop
`;

const limitsEntry = 'limit';

/** Where words go. */
export interface SpeedOutput {
  write(text: string): unknown;
}

/** Runs the command; `script` is the file that starts it, for the processes of the entries. */
export async function runSpeed(
  args: readonly string[],
  { stdout, script }: { readonly stdout: SpeedOutput; readonly script: string },
): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      json: { type: 'string' },
      threads: { type: 'string' },
      list: { type: 'boolean' },
      help: { type: 'boolean' },
      entry: { type: 'string' },
      context: { type: 'string' },
    },
  });
  if (values.help === true) return void stdout.write(help);
  if (values.list === true) return void stdout.write(`${listing()}\n`);
  if (values.entry !== undefined) {
    const rows = await measure(values.entry, JSON.parse(values.context ?? 'null'));
    return void stdout.write(rowsLine(rows));
  }
  const machine = thisMachine();
  const threads = Number(values.threads ?? machine.threads);
  const names = chosenEntries(values.only);
  stdout.write(`${machineLine(machine)}\n\n`);
  const rows: Row[] = [...(await runInProcess(script, limitsEntry, threads))];
  const limits = limitsOf(rows);
  stdout.write(`${rows.map(({ name, value, unit }) => `${name}  ${value.toFixed(1)} ${unit}`).join('\n')}\n`);
  for (const name of names) {
    const measured = await runInProcess(script, name, { threads, limits });
    rows.push(...measured);
    for (const row of measured) stdout.write(`${row.name}  ${row.value.toFixed(1)} ${row.unit}\n`);
  }
  stdout.write(`\n${table(rows)}\n`);
  const report: Report = { machine, limits, rows };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

/** Names and summaries of the entries, a line each. */
export function listing(): string {
  return entries.names.map((name) => `${name.padEnd(26)}${entries.get(name).summary}`).join('\n');
}

async function measure(name: string, context: unknown): Promise<readonly Row[]> {
  const measured: readonly Measured[] =
    name === limitsEntry
      ? (await measureLimits(z.number().int().positive().parse(context))).rows
      : await entries.get(name).run(z.object({ threads: z.number(), limits: limitsSchema }).parse(context));
  return measured.map((row) => ({ ...row, peakRssBytes: peakRssBytes() }));
}

function limitsOf([product, reading]: readonly Row[]): Limits {
  return limitsSchema.parse({ matmulGflops: product?.value, readGBps: reading?.value });
}
