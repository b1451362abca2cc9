import { existsSync } from 'node:fs';
import { compareAnswers } from '@stepgrpo/answers';
import { DataError } from '@stepgrpo/core';
import { equivalenceRow, officialRow, paperRow, readRows, suiteRow } from './conformance-rows';
import type { EquivalenceRow, OfficialRow, PaperRow, SuiteRow } from './conformance-rows';
import { accuracyTerms, validityValue } from './judge';
import { codeStringMatch } from './modes/code-answer';
import { codeMode } from './modes/code-mode';
import { codeKeySteps } from './modes/code-key-steps';
import { codeCompleteness, codeLogic } from './modes/code-structure';
import { paperMode } from './modes/paper-mode';
import { RewardModeError } from './reward-mode-error';

/** One quantity of one file, over all of its rows. */
export interface ConformanceCheck {
  readonly name: string;
  /** Share of rows that differ, in [0, 1]. */
  readonly maxError: number;
  /** The largest share that passes. */
  readonly tolerance: number;
  readonly passed: boolean;
  /** How many agree, and the ids of the first that do not. */
  readonly detail?: string;
}

export interface ConformanceCase {
  readonly case: string;
  readonly checks: readonly ConformanceCheck[];
}

/** What our code gave: a value, or the class of the exception it stands for. */
function attempt<T>(compute: () => T): T | { readonly error: string } {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RewardModeError) return { error: error.pythonClass };
    throw error;
  }
}

/** An expected value, with the message of an exception cut off. */
function expectation(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('error' in value)) return value;
  return { error: String(value.error).split(':')[0] };
}

const agree = (got: unknown, want: unknown): boolean =>
  JSON.stringify(got) === JSON.stringify(expectation(want));

function check(
  name: string,
  tolerance: number,
  rows: readonly (readonly [id: string, ok: boolean])[],
): ConformanceCheck {
  const wrong = rows.filter(([, ok]) => !ok).map(([id]) => id);
  const maxError = rows.length === 0 ? 1 : wrong.length / rows.length; // no row has shown nothing
  const shown = wrong.slice(0, 10).join(', ');
  const detail = `${rows.length - wrong.length} of ${rows.length} agree${wrong.length === 0 ? '' : `; not: ${shown}`}`;
  return { name, maxError, tolerance, passed: maxError <= tolerance, detail };
}

function officialChecks(rows: readonly OfficialRow[]): ConformanceCheck[] {
  const each = (
    name: string,
    tolerance: number,
    got: (row: OfficialRow) => unknown,
    want: (row: OfficialRow) => unknown,
  ): ConformanceCheck =>
    check(
      name,
      tolerance,
      rows.map((row) => [
        row.id,
        agree(
          attempt(() => got(row)),
          want(row),
        ),
      ]),
    );
  const input = (row: OfficialRow) => ({
    response: row.content,
    solution: row.solution,
    keySteps: row.key_steps,
  });
  return [
    each(
      'validity',
      0,
      (row) => validityValue(codeMode.structure(row.content)),
      (row) => row.validity,
    ),
    each(
      'completeness',
      0,
      (row) => codeCompleteness(row.content),
      (row) => row.detail.completeness,
    ),
    each(
      'logic',
      0,
      (row) => codeLogic(row.content),
      (row) => row.detail.logic,
    ),
    each(
      'key ratio',
      0,
      (row) => codeKeySteps(row.content, row.key_steps).ratio,
      (row) => row.detail.key_ratio,
    ),
    each(
      'string rule',
      0,
      (row) => codeStringMatch(row.content, row.solution),
      (row) => row.detail.string_match,
    ),
    each(
      'accuracy',
      0.02,
      (row) => accuracyTerms(codeMode, input(row)).value,
      (row) => row.accuracy,
    ),
  ];
}

function paperChecks(
  rows: readonly PaperRow[],
  inputs: ReadonlyMap<string, OfficialRow>,
): ConformanceCheck[] {
  const judged = rows.map((row) => {
    const input = inputs.get(row.id);
    if (input === undefined) {
      const fix = 'give the official.jsonl that the file was made from.';
      throw new DataError(`row "${row.id}" is not in official.jsonl.`, fix, 'paper-mode.jsonl');
    }
    const structure = paperMode.structure(input.content);
    const terms = accuracyTerms(paperMode, {
      response: input.content,
      solution: input.solution,
      keySteps: input.key_steps,
    });
    return { row, structure, terms };
  });
  const each = (
    name: string,
    tolerance: number,
    same: (item: (typeof judged)[number]) => boolean,
  ): ConformanceCheck =>
    check(
      name,
      tolerance,
      judged.map((item) => [item.row.id, same(item)]),
    );
  return [
    each('completeness', 0, ({ row, structure }) => structure.complete === row.complete),
    each('logic', 0, ({ row, structure }) => structure.logical === row.logic),
    each('validity', 0, ({ row, structure }) => validityValue(structure) === row.validity),
    each('answer', 0, ({ row, terms }) => terms.answer.answer === row.answer),
    each(
      'key ratio',
      0,
      ({ row, terms }) => row.key_ratio === null || terms.keySteps.ratio === row.key_ratio,
    ),
    each('correct', 0.02, ({ row, terms }) => terms.answer.correct === row.correct),
    each('accuracy', 0.02, ({ row, terms }) => terms.value === row.accuracy),
  ];
}

function equivalenceChecks(rows: readonly EquivalenceRow[]): ConformanceCheck[] {
  const verdict = (gold: string, prediction: string, flavour: 'mathverify' | 'careful'): boolean =>
    compareAnswers(gold, prediction, { flavour, trusted: 'gold' }).equal;
  return [
    check(
      "Math-Verify's verdict",
      0.04,
      rows.map((row) => [row.id, verdict(row.gold, row.prediction, 'mathverify') === row.equivalent]),
    ),
    check(
      'the correct label, careful flavour',
      0.02,
      rows.map((row) => {
        const label = row.disputed === true ? row.correct : row.equivalent;
        return [row.id, verdict(row.gold, row.prediction, 'careful') === label];
      }),
    ),
  ];
}

function suiteChecks(rows: readonly SuiteRow[]): ConformanceCheck[] {
  const verdict = ({ gold, prediction, options }: SuiteRow): boolean =>
    compareAnswers(gold, prediction, {
      flavour: 'mathverify',
      trusted: 'gold',
      mathVerify: {
        kinds: {
          latex: options.extract.includes('latex'),
          plain: options.extract.includes('expr'),
          boxedPriority: options.boxed_match_priority,
        },
        rounding: options.float_rounding,
        strictNames: options.strict,
        setEqualsRelation: options.allow_set_relation_comp,
      },
    }).equal;
  return [
    check(
      'expected results',
      0.08,
      rows.map((row, i) => [`row ${i + 1}`, verdict(row) === row.expected]),
    ),
  ];
}

const files = ['official.jsonl', 'paper-mode.jsonl', 'math-equivalence.jsonl', 'math-verify-suite.jsonl'];

/**
 * Compares the modes and the answer comparer with the golden files of a folder: official.jsonl, paper-mode.jsonl (which
 * needs the former), math-equivalence.jsonl and math-verify-suite.jsonl. One case for each file that is there.
 *
 * Throws  DataError when the folder has none of them, paper-mode.jsonl has a row that official.jsonl has not, or a row is
 *         broken
 */
export async function runRewardCases(folder: string): Promise<readonly ConformanceCase[]> {
  const official = readRows(folder, 'official.jsonl', officialRow);
  const paper = readRows(folder, 'paper-mode.jsonl', paperRow);
  const equivalence = readRows(folder, 'math-equivalence.jsonl', equivalenceRow);
  const suite = readRows(folder, 'math-verify-suite.jsonl', suiteRow);
  const inputs = new Map(official?.map((row) => [row.id, row]));
  const checks = [
    official && officialChecks(official),
    paper && paperChecks(paper, inputs),
    equivalence && equivalenceChecks(equivalence),
    suite && suiteChecks(suite),
  ];
  const cases = files.flatMap((file, i) => {
    const found = checks[i] ?? null;
    return found === null ? [] : [{ case: file, checks: found }];
  });
  if (cases.length > 0) return cases;
  const what = existsSync(folder) ? 'the folder has no golden file.' : 'there is no such folder.';
  throw new DataError(what, `give one with any of: ${files.join(', ')}.`, folder);
}
