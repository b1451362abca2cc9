import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { rowSchema, type EntryContext, type Row } from './entry';

/** What a process of one entry writes: its rows, in one line behind this mark. */
const mark = 'stepgrpo-speed-rows ';

/** The line that hands rows to the process that asked for them. */
export function rowsLine(rows: readonly Row[]): string {
  return `${mark}${JSON.stringify(rows)}\n`;
}

/** The rows in the output of a process. */
export function rowsIn(output: string): readonly Row[] {
  const line = output.split('\n').find((text) => text.startsWith(mark));
  if (line === undefined) throw new Error(`The process of an entry wrote no rows:\n${output}`);
  return z.array(rowSchema).parse(JSON.parse(line.slice(mark.length)));
}

/** Measures one entry in a process of its own, so that no entry warms or fills the memory of another. */
export async function runInProcess(
  script: string,
  name: string,
  context: EntryContext | number,
): Promise<readonly Row[]> {
  const flags = ['--import', 'tsx', '--conditions=@stepgrpo/source'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, script, '--entry', name, '--context', JSON.stringify(context)],
    { maxBuffer: 2 ** 26 },
  );
  return rowsIn(stdout);
}
