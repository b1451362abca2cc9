import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runAdvantageCases } from '@stepgrpo/advantage';
import { DataError } from '@stepgrpo/core';
import { runObjectiveCases } from '@stepgrpo/optim';
import { z } from 'zod';
import type { ConformanceCheck, ConformanceOptions, ConformanceResult } from './conformance-suite';

const fileSchema = z.object({
  kind: z.string(),
  cases: z.array(z.object({ name: z.string() })),
});

/** Kinds whose originals need what is not here, and what stands in for it. */
const standIns: Readonly<Record<string, string>> = {
  trl_multi_process: 'processes simulated: their ranks run one after the other',
};

/**
 * Every case of every file: what `@stepgrpo/optim` and `@stepgrpo/advantage` check of it, together. A case that neither
 * can say anything about fails, so that none is skipped in silence.
 *
 * Throws  DataError when the folder or a file cannot be read
 */
export async function runObjectiveSuite(
  folder: string,
  { backend, cases }: ConformanceOptions,
): Promise<readonly ConformanceResult[]> {
  const kinds = kindsOf(folder);
  const checks = new Map<string, ConformanceCheck[]>();
  const collect = (results: readonly ConformanceResult[]): void => {
    for (const result of results)
      checks.set(result.case, [...(checks.get(result.case) ?? []), ...result.checks]);
  };
  collect(await runObjectiveCases(folder, cases === undefined ? { backend } : { backend, cases }));
  collect(await runAdvantageCases(folder));
  return [...kinds].map(([name, kind]) => {
    const left = cases !== undefined && !cases.includes(name);
    const result = { case: name, checks: checks.get(name) ?? (left ? [] : [unchecked(kind)]) };
    const note = Object.hasOwn(standIns, kind) ? standIns[kind] : undefined;
    return note === undefined ? result : { ...result, note };
  });
}

/** The kind of each case of a folder, in the order of the files. */
function kindsOf(folder: string): ReadonlyMap<string, string> {
  return new Map(filesOf(folder).flatMap((file) => casesOf(join(folder, file))));
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new DataError('the folder cannot be read.', 'pass a folder of JSON files.', folder, { cause });
  }
}

function casesOf(path: string): readonly (readonly [name: string, kind: string])[] {
  try {
    const { kind, cases } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return cases.map(({ name }) => [name, kind] as const);
  } catch (cause) {
    throw new DataError('is not a file of cases.', 'use files of the layout "objectives/1".', path, {
      cause,
    });
  }
}

function unchecked(kind: string): ConformanceCheck {
  const detail = `nothing here checks cases of kind "${kind}"`;
  return { name: 'checked', maxError: Infinity, tolerance: 0, passed: false, detail };
}
