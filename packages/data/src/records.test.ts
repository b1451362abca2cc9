import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { hashFile, readRecords } from './records';

let folder: string;
let made = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stepgrpo-records-'))));
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, `${(made += 1)}.data`);
  await writeFile(path, content);
  return path;
}

async function recordsOf(path: string): Promise<[string, unknown][]> {
  const records: [string, unknown][] = [];
  for await (const { place, value } of readRecords(path)) records.push([place.replace(path, 'f'), value]);
  return records;
}

it.each([
  ['JSON Lines', '{"a":1}\n{"a":2}\n', ['f:1', 'f:2']],
  ['CRLF, empty lines and no line end at the end', '\r\n{"a":1}\r\n\r\n{"a":2}', ['f:2', 'f:4']],
  ['a byte order mark', '\ufeff{"a":1}\n{"a":2}\n', ['f:1', 'f:2']],
  ['a JSON array', '[{"a":1},\n {"a":2}]\n', ['f:[0]', 'f:[1]']],
  ['a JSON array with a byte order mark', '\ufeff\n[{"a":1}, {"a":2}]', ['f:[0]', 'f:[1]']],
])('reads %s', async (_name, content, places) => {
  expect(await recordsOf(await fileOf(content))).toEqual([
    [places[0], { a: 1 }],
    [places[1], { a: 2 }],
  ]);
});

it.each([
  ['a broken line', '{"a":1}\n{"a":\n', ':2: the record is not JSON'],
  ['an object over several lines', '{\n"a": 1\n}', ':1: the record is not JSON'],
  ['a broken element', '[{"a":1}, {a:2}]', ':[1]: the record is not JSON'],
  ['an empty file', '', ': the file holds no records'],
  ['a blank file', ' \n\n', ': the file holds no records'],
  ['an empty array', '[ ]', ': the file holds no records'],
  ['UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le'), ': the file is not UTF-8'],
  [
    'bytes that are not UTF-8',
    Buffer.from([0x7b, 0x7d, 0x0a, 0x22, 0xc3, 0x22]),
    ':2: the record is not valid UTF-8',
  ],
])('names the place of %s', async (_name, content, message) => {
  const path = await fileOf(content);
  await expect(recordsOf(path)).rejects.toThrow(DataError);
  await expect(recordsOf(path)).rejects.toThrow(`${path}${message}`);
});

it('says that a file is missing or a directory', async () => {
  await expect(recordsOf(join(folder, 'absent'))).rejects.toThrow(
    'there is no such file. Fix: check the path',
  );
  await expect(recordsOf(folder)).rejects.toThrow('the file cannot be read (EISDIR');
  await expect(hashFile(join(folder, 'absent'))).rejects.toThrow(DataError);
});

it('closes the file when the reader stops early', async () => {
  const open = async () => (await readdir('/proc/self/fd')).length;
  const path = await fileOf('{"a":1}\n'.repeat(500_000));
  const before = await open().catch(() => null);
  if (before === null) return; // no /proc on this system
  for (let i = 0; i < 5; i++) for await (const record of readRecords(path)) if (record.place !== '') break;
  expect(await open()).toBeLessThanOrEqual(before + 1);
});

it('hashes the bytes of a file', async () => {
  const path = await fileOf('{"a":1}\n');
  expect(await hashFile(path)).toBe(createHash('sha256').update('{"a":1}\n').digest('hex'));
});
