import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openJournal } from './journal';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepgrpo-journal-'));
  path = join(folder, 'deep', 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const schema = z.number();
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

it('has after opening again what it had before', () => {
  const journal = openJournal(path, { schema });
  journal.set('a', 1);
  journal.set('b', 2);
  journal.set('a', 3);
  const again = openJournal(path, { schema });
  expect([again.size, again.get('a'), again.get('b'), again.get('c')]).toEqual([2, 3, 2, undefined]);
});

it('is whole up to the last line, wherever a crash cut it', () => {
  const journal = openJournal(path, { schema });
  journal.set('a', 1);
  journal.set('b', 2);
  const whole = readFileSync(path, 'utf8');
  const first = whole.indexOf('\n') + 1;
  for (let end = first; end < whole.length - 1; end++) {
    writeFileSync(path, whole.slice(0, end));
    const cut = openJournal(path, { schema });
    expect([cut.get('a'), cut.get('b')]).toEqual([1, undefined]);
    cut.set('c', 3);
    const after = openJournal(path, { schema });
    expect([after.get('a'), after.get('c')]).toEqual([1, 3]);
  }
});

it('skips lines that do not hold a value', () => {
  openJournal(path, { schema }).set('a', 1);
  appendFileSync(path, 'nonsense\n{"key": "b", "value": "text"}\n{"key": "c", "value": 3}\n');
  const journal = openJournal(path, { schema });
  expect([journal.size, journal.get('c')]).toEqual([2, 3]);
});

it('keeps the newest entries only, in memory and on disk', () => {
  const journal = openJournal(path, { schema, maxEntries: 3 });
  for (let i = 0; i < 50; i++) journal.set(`k${i}`, i);
  expect([journal.size, journal.get('k46'), journal.get('k49')]).toEqual([3, undefined, 49]);
  expect(linesOf(path).length).toBeLessThanOrEqual(6);
  expect(openJournal(path, { schema, maxEntries: 3 }).get('k47')).toBe(47);
});

it('works in memory alone', () => {
  const journal = openJournal<number>(null, { schema });
  journal.set('a', 1);
  expect(journal.get('a')).toBe(1);
});

it('says what to do when the file cannot be used', () => {
  expect(() => openJournal(folder, { schema })).toThrow('name a file that can be written');
});
