import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import type { Backend } from '@stepgrpo/tensor';
import type { Check } from './check';
import { caseReader, type CaseReader, type Json } from './json';
import { trlGrpoChecks } from './trl-grpo';

/** What a case came to. */
export interface CaseResult {
  readonly case: string;
  readonly checks: readonly Check[];
}

type Suite = (given: CaseReader, backend: Backend) => Promise<Check[]>;

/** Each kind of file to what checks its cases. */
const suites: Readonly<Record<string, Suite>> = {
  trl_grpo: trlGrpoChecks,
};

/**
 * Runs every case of a folder of golden data against this package.
 *
 * Source  layout "objectives/1", described in the README of the folder
 * Throws  DataError when a file cannot be read or is of another layout
 */
export async function runObjectiveCases(
  folder: string,
  { backend, files = /\.json$/ }: { readonly backend: Backend; readonly files?: RegExp },
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const file of caseFiles(folder).filter((name) => files.test(name))) {
    const content = readCases(join(folder, file));
    const suite = Object.hasOwn(suites, content.kind) ? suites[content.kind] : undefined;
    if (suite === undefined) continue;
    for (const given of content.cases)
      results.push({ case: given.text('name'), checks: await suite(given, backend) });
  }
  return results;
}

function caseFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new DataError('the folder cannot be read.', 'pass a folder of JSON files.', folder, { cause });
  }
}

function readCases(path: string): { readonly kind: string; readonly cases: CaseReader[] } {
  let parsed: Json;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8')) as Json;
  } catch (cause) {
    throw new DataError('the file is not JSON.', 'use files of the layout "objectives/1".', path, { cause });
  }
  const file = caseReader(parsed, path);
  return { kind: file.text('kind'), cases: file.records('cases') };
}
