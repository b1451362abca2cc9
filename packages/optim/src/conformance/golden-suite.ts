import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveBackend, type Backend } from '@stepgrpo/tensor';
import type { Check } from './check';
import { caseReader, type CaseReader, type Json, type JsonRecord } from './json';

/** Runs a suite over a golden file of this package, eagerly, and names the checks that failed. For tests. */
export async function failuresOf(
  file: string,
  suite: (given: CaseReader, backend: Backend) => Promise<Check[]>,
  change: (given: JsonRecord) => JsonRecord = (given) => given,
): Promise<string[]> {
  const path = join(__dirname, '../../golden/objectives', `${file}.json`);
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly JsonRecord[] };
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const failed: string[] = [];
  for (const given of cases) {
    const checks = await suite(caseReader(change(given), file), backend);
    if (checks.length === 0) failed.push(`${file}: no checks`);
    failed.push(...checks.filter(({ passed }) => !passed).map(({ name }) => name));
  }
  return failed;
}

/** The case with every number of one expected field moved by `by`: a fault that a suite must notice. */
export function withFault(given: JsonRecord, field: string, by = 0.01): JsonRecord {
  const moved = (value: Json): Json => {
    if (typeof value === 'number') return value + by;
    if (Array.isArray(value)) return (value as readonly Json[]).map(moved);
    return value;
  };
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value as JsonRecord).map(([key, child]) => [
        key,
        key === field ? moved(child) : walk(child),
      ]),
    );
  };
  const expected = ['expected', 'steps_expected', 'ranks'].filter((key) => key in given);
  return { ...given, ...Object.fromEntries(expected.map((key) => [key, walk(given[key]!)])) };
}
