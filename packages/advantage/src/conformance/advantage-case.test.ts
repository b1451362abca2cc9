import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCaseFiles } from './advantage-case';

const folderOf = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  writeFileSync(join(folder, 'a.json'), text);
  return folder;
};

it('reads words for numbers as numbers', () => {
  const [file] = readCaseFiles(
    folderOf('{"kind": "k", "cases": [{"inputs": {"rewards": [["-Infinity", "NaN", null]]}}]}'),
  );
  expect(file!.cases[0]!.inputs.rewards).toEqual([[-Infinity, NaN, null]]); // prettier-ignore
});

it.each([
  ['{', 'it cannot be read.'],
  ['null', 'there is no "kind" with "cases".'],
  ['{"kind": "a"}', 'there is no "kind" with "cases".'],
])('says what is wrong with %s', (text, message) => {
  expect(() => readCaseFiles(folderOf(text))).toThrow(message);
});

it('says which folder cannot be read', () => {
  expect(() => readCaseFiles('/no/such/folder')).toThrow('/no/such/folder: it cannot be read.');
});
