import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recoverDirectories, writeDirectory } from './atomic-directory';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-atomic-'))));
afterEach(() => rmSync(root, { recursive: true }));

const fill = (text: string) => (directory: string) => writeFileSync(join(directory, 'file'), text);
const fail = (directory: string) => {
  writeFileSync(join(directory, 'file'), 'half');
  throw new Error('disk full');
};

it('leaves a complete directory and nothing else', async () => {
  await writeDirectory(join(root, 'deep', 'a'), fill('1'));
  expect(readdirSync(join(root, 'deep'))).toEqual(['a']);
  expect(readFileSync(join(root, 'deep', 'a', 'file'), 'utf8')).toBe('1');
});

it('replaces a directory of the same name', async () => {
  await writeDirectory(join(root, 'a'), fill('1'));
  await writeDirectory(join(root, 'a'), fill('2'));
  expect(readdirSync(root)).toEqual(['a']);
  expect(readFileSync(join(root, 'a', 'file'), 'utf8')).toBe('2');
});

it('keeps the previous directory when writing fails', async () => {
  await writeDirectory(join(root, 'a'), fill('1'));
  await expect(writeDirectory(join(root, 'a'), fail)).rejects.toThrow('disk full');
  expect(readFileSync(join(root, 'a', 'file'), 'utf8')).toBe('1');
  recoverDirectories(root);
  expect(readdirSync(root)).toEqual(['a']);
});

it('brings back a directory that was moved aside for a successor that never arrived', () => {
  mkdirSync(join(root, '.unfinished-old-a'));
  mkdirSync(join(root, '.unfinished-b'));
  recoverDirectories(root);
  expect(existsSync(join(root, 'a'))).toBe(true);
  expect(readdirSync(root)).toEqual(['a']);
});
