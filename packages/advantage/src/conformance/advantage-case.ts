import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';

type Rows = readonly (readonly number[])[];
type Maybe = number | null;

/** The parts of a golden case that advantages depend on. Anything may be missing: a case that lacks what it needs fails. */
export interface AdvantageCase {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: AdvantageInputs;
  readonly expected: AdvantageExpected;
  readonly steps_inputs?: readonly AdvantageInputs[];
  readonly steps_expected?: readonly AdvantageExpected[];
  readonly ranks?: readonly { readonly inputs: AdvantageInputs; readonly expected: AdvantageExpected }[];
}

export interface AdvantageInputs {
  readonly rewards?: readonly (readonly Maybe[])[];
  readonly eval_num_generations?: number;
  readonly completion_lengths?: readonly number[];
  readonly completion_mask?: Rows;
  readonly tool_mask?: Rows;
  readonly truncated?: readonly boolean[];
  readonly old_logps?: Rows;
  readonly ref_logps?: Rows;
  readonly token_level_rewards?: Rows;
  readonly response_mask?: Rows;
  readonly index?: readonly string[];
  readonly values?: Rows;
  readonly mask?: Rows;
  readonly reward_baselines?: readonly number[];
  readonly steps?: readonly (readonly { readonly end: number; readonly reward: Maybe }[])[];
  readonly outcome_rewards?: readonly Maybe[];
  readonly rounds?: readonly { readonly prompts: readonly string[]; readonly scores: Rows }[];
}

export interface AdvantageExpected {
  readonly advantages?: readonly number[] | Rows;
  readonly returns?: Rows;
  readonly token_advantages?: Rows;
  readonly masked_whiten?: Rows;
  readonly loss_mask?: Rows;
  readonly metrics?: Readonly<Record<string, Maybe>>;
  readonly error_type?: string;
  readonly rounds_used?: number;
  readonly prompts_of_rows?: readonly string[];
  readonly scores_of_rows?: readonly number[];
}

/** A golden file: what it is about, and its cases. */
export interface CaseFile {
  readonly kind: string;
  readonly cases: readonly AdvantageCase[];
}

/**
 * The golden files of a folder, in the layout "objectives/1". Words for numbers ("NaN", "Infinity") become numbers.
 *
 * Throws  DataError when the folder or a file cannot be read
 */
export function readCaseFiles(folder: string): CaseFile[] {
  const names = attempt(folder, () => readdirSync(folder).filter((name) => name.endsWith('.json')));
  return names.sort().map((name) => {
    const path = join(folder, name);
    const file = attempt(
      path,
      () => JSON.parse(readFileSync(path, 'utf8'), revive) as Partial<CaseFile> | null,
    );
    if (typeof file?.kind !== 'string' || !Array.isArray(file.cases))
      throw new DataError(
        'there is no "kind" with "cases".',
        'use files of the layout "objectives/1".',
        path,
      );
    return { kind: file.kind, cases: file.cases };
  });
}

function revive(_key: string, value: unknown): unknown {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

function attempt<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new DataError('it cannot be read.', 'pass a folder of JSON files.', place, { cause });
  }
}
