import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCompletion } from '@stepgrpo/testing';
import { readPredictions, writePredictions } from './predictions';

it('keeps one line per item, with the text but without tokens', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stepgrpo-predictions-'));
  const path = join(directory, 'evaluations', 'warmup.jsonl');
  const record = {
    index: 0,
    sampleId: 's',
    question: 'q',
    solution: '7',
    category: 'sum',
    grade: { verdict: 'correct', read: '7' },
    scores: { 'step-accuracy': 1.1 },
  } as const;
  writePredictions(path, { records: [{ ...record, completion: aCompletion('text\n') }] });
  expect(readPredictions(path)).toEqual([{ ...record, text: 'text\n', finishReason: 'stop' }]);
  appendFileSync(path, '{}\n');
  expect(() => readPredictions(path)).toThrow(/warmup\.jsonl:2: is not a prediction/);
  expect(readPredictions(`${path}.none`)).toEqual([]);
  rmSync(directory, { recursive: true });
});
