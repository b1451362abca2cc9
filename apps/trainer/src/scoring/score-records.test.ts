import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readScoreRecords } from './score-records';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'stepgrpo-score-'))));
afterEach(() => rmSync(directory, { recursive: true }));

function write(text: string): string {
  const file = join(directory, 'completions.jsonl');
  writeFileSync(file, text);
  return file;
}

it('reads completions as text or object, and fills in what is optional', () => {
  const records = readScoreRecords(
    write(
      '{"sample":{"solution":"7"},"completion":"a"}\n\n{"sample":{"id":"x","solution":"7","keySteps":[["3+4"]]},"completion":{"text":"b"}}\n',
    ),
  );
  expect(records.map(({ sample, completion }) => [sample.id, sample.keySteps, completion.text])).toEqual([
    ['line-1', [], 'a'],
    ['x', [['3+4']], 'b'],
  ]);
});

it.each([
  ['{"sample":{"solution":"7"},"completion":"a"}\n{broken', /completions\.jsonl:2: is not JSON/],
  ['{"sample":{},"completion":"a"}', /completions\.jsonl:1: sample\.solution/],
  ['[]', /completions\.jsonl:1: /],
])('names the line of a broken record', (text, message) => {
  expect(() => readScoreRecords(write(text))).toThrow(message);
});

it('says so when there is no such file', () => {
  expect(() => readScoreRecords(join(directory, 'none'))).toThrow(/cannot be read \(ENOENT/);
});
