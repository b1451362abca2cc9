import { readFileSync } from 'node:fs';
import { ConfigError, DataError, type Completion, type Sample } from '@stepgrpo/core';
import { z } from 'zod';
import { reasonOf } from '../reason-of';

const recordSchema = z.object({
  sample: z.object({
    id: z.string().optional(),
    question: z.string().default(''),
    solution: z.string(),
    keySteps: z.array(z.array(z.string())).default([]),
  }),
  completion: z.union([z.string(), z.object({ text: z.string() })]),
});

/** A completion with the sample it belongs to. */
export interface ScoreRecord {
  readonly sample: Sample;
  readonly completion: Completion;
}

/**
 * Reads completions to score: one JSON object per line, `sample` with `solution` and `keySteps`, and `completion`, a
 * text or an object with `text`. Everything is read before anything is scored, so that a broken line leaves no half
 * result.
 *
 * Throws  ConfigError when the file cannot be read; DataError that names the line
 */
export function readScoreRecords(file: string): readonly ScoreRecord[] {
  return readLines(file).flatMap((line, i) => (line.trim() === '' ? [] : [parseRecord(line, file, i + 1)]));
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (cause) {
    throw new ConfigError(`cannot be read (${reasonOf(cause)}).`, 'give a JSONL file of completions.', file, {
      cause,
    });
  }
}

function parseRecord(line: string, file: string, number: number): ScoreRecord {
  const parsed = recordSchema.safeParse(parseJson(line, file, number));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DataError(
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not as expected'}.`,
      'write {"sample": {"question", "solution", "keySteps"}, "completion": "…"} on each line.',
      `${file}:${number}`,
    );
  }
  const { sample, completion } = parsed.data;
  const text = typeof completion === 'string' ? completion : completion.text;
  return {
    sample: { ...sample, id: sample.id ?? `line-${number}`, images: [] },
    completion: { index: 0, text, tokenIds: [], logProbs: [], finishReason: 'stop' },
  };
}

function parseJson(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new DataError(
      `is not JSON (${reasonOf(cause)}).`,
      'write one JSON object per line.',
      `${file}:${number}`,
      {
        cause,
      },
    );
  }
}
