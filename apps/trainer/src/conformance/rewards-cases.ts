import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { accuracyTerms, judge, modes, RewardModeError, validityValue } from '@stepgrpo/rewards';
import { z } from 'zod';
import { reasonOf } from '../reason-of';
import type { ConformanceCheck, ConformanceResult } from './conformance-suite';

/** A number, or the class of the error the published code raises. */
const outcomeSchema = z.union([z.number(), z.object({ error: z.string() })]);
const officialSchema = z.object({
  id: z.string(),
  content: z.unknown(),
  solution: z.unknown(),
  key_steps: z.unknown(),
  accuracy: outcomeSchema,
  validity: outcomeSchema,
});
const paperSchema = z.object({
  id: z.string(),
  answer: z.string().nullable(),
  correct: z.boolean(),
  key_ratio: z.number().nullable(),
  accuracy: z.number(),
  complete: z.boolean(),
  logic: z.boolean(),
  validity: z.number(),
});

/** Rewards are sums of few doubles in a stated order; this allows for another order. */
const tolerance = 1e-9;

/**
 * Compares code mode with `official.jsonl` and paper mode with `paper-mode.jsonl`: one case per response and mode.
 *
 * Throws  DataError when a file is missing or has another layout
 */
export async function runRewardCases(folder: string): Promise<readonly ConformanceResult[]> {
  const official = readRows(join(folder, 'official.jsonl'), officialSchema);
  const inputs = new Map(official.map((row) => [row.id, row]));
  const paper = readRows(join(folder, 'paper-mode.jsonl'), paperSchema);
  return [
    ...official.map((row) => ({ case: `code/${row.id}`, checks: codeChecks(row) })),
    ...paper.map((row) => ({ case: `paper/${row.id}`, checks: paperChecks(row, inputs.get(row.id)) })),
  ];
}

type OfficialRow = z.infer<typeof officialSchema>;

function codeChecks({
  content,
  solution,
  key_steps: keySteps,
  accuracy,
  validity,
}: OfficialRow): ConformanceCheck[] {
  const input = { response: content, solution, keySteps };
  return [
    outcomeCheck('accuracy', accuracy, () => accuracyTerms(modes.code, input).value),
    outcomeCheck('validity', validity, () => validityValue(modes.code.structure(content))),
  ];
}

function paperChecks(
  expected: z.infer<typeof paperSchema>,
  row: OfficialRow | undefined,
): ConformanceCheck[] {
  if (row === undefined) return [exactCheck('input', 'in official.jsonl', 'missing')];
  const input = { response: row.content, solution: row.solution, keySteps: row.key_steps };
  const actual = judge(input, { mode: 'paper' });
  return [
    outcomeCheck('accuracy', expected.accuracy, () => actual.accuracy),
    outcomeCheck('validity', expected.validity, () => actual.validity),
    exactCheck('answer', expected.answer, actual.answer),
    exactCheck('correct', expected.correct, actual.correct),
    exactCheck('complete', expected.complete, actual.complete),
    exactCheck('logic', expected.logic, actual.logical),
    ...(expected.key_ratio === null ? [] : [outcomeCheck('key_ratio', expected.key_ratio, () => actual.k)]),
  ];
}

/** Compares a value, or the class of the error that computing it throws. */
function outcomeCheck(
  name: string,
  expected: z.infer<typeof outcomeSchema>,
  compute: () => number,
): ConformanceCheck {
  const actual = attempt(compute);
  if (typeof expected === 'object') return exactCheck(name, expected.error.split(':', 1)[0]!, actual);
  if (typeof actual !== 'number') return exactCheck(name, expected, actual);
  const maxError = Math.abs(actual - expected);
  const passed = maxError <= tolerance;
  const check = { name, maxError, tolerance, passed };
  return passed ? check : { ...check, detail: `${actual} instead of ${expected}` };
}

function attempt(compute: () => number): number | string {
  try {
    return compute();
  } catch (error) {
    return error instanceof RewardModeError ? error.pythonClass : reasonOf(error);
  }
}

function exactCheck(name: string, expected: unknown, actual: unknown): ConformanceCheck {
  const passed = Object.is(expected, actual);
  const check = { name, maxError: passed ? 0 : 1, tolerance: 0, passed };
  return passed
    ? check
    : { ...check, detail: `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}` };
}

function readRows<T>(path: string, schema: z.ZodType<T>): readonly T[] {
  if (!existsSync(path))
    throw new DataError('there is no such file.', 'give a folder like fixtures/rewards.', path);
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      try {
        return schema.parse(JSON.parse(line));
      } catch (cause) {
        throw new DataError('is not a case.', 'restore the file.', `${path}:${i + 1}`, { cause });
      }
    });
}
