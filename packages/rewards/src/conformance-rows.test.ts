import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { equivalenceRow, officialRow, paperRow, readRows, suiteRow } from './conformance-rows';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rows-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const row = { id: 'm-1', gold: '1', prediction: '2', equivalent: false };
const read = (content: string) => {
  writeFileSync(join(folder, 'rows.jsonl'), content);
  return readRows(folder, 'rows.jsonl', equivalenceRow);
};

it('reads rows, over empty lines and fields of no interest', () => {
  expect(
    read(`${JSON.stringify(row)}\n\n${JSON.stringify({ ...row, note: 'x', disputed: true })}\n`),
  ).toEqual([row, { ...row, disputed: true }]);
});

it('gives null for a file that is absent', () => {
  expect(readRows(folder, 'absent.jsonl', equivalenceRow)).toBeNull();
});

it.each([
  ['{"id": 1', 'not JSON'],
  [JSON.stringify({ ...row, equivalent: 'no' }), 'not as expected'],
])('names the line of %s', (line, what) => {
  const attempt = (): unknown => read(`${JSON.stringify(row)}\n${line}`);
  expect(attempt).toThrow(DataError);
  expect(attempt).toThrow(what);
  expect(attempt).toThrow('rows.jsonl:2');
});

it('takes an exception in the place of a value only where Python may raise', () => {
  const detail = {
    completeness: true,
    logic: { error: 'ValueError: x' },
    key_ratio: 0.5,
    string_match: true,
  };
  const official = { id: 'v', content: 1, solution: null, key_steps: [], accuracy: 1, validity: 0, detail };
  expect(officialRow.safeParse(official).success).toBe(true);
  expect(officialRow.safeParse({ ...official, accuracy: 'high' }).success).toBe(false);
  const paper = { id: 'v', answer: null, correct: false, key_ratio: null, accuracy: 0, complete: true, logic: true, validity: 1 }; // prettier-ignore
  expect(paperRow.safeParse(paper).success).toBe(true);
  expect(paperRow.safeParse({ ...paper, correct: { error: 'ValueError' } }).success).toBe(false);
  expect(suiteRow.safeParse({ gold: '1', prediction: '1', expected: true }).success).toBe(false);
});
