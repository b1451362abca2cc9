import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sample } from '@stepgrpo/core';
import { writeImages, writeRecords } from './write-records';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'stepgrpo-write-'))));
afterEach(() => rm(folder, { recursive: true }));

async function* stream(records: readonly object[], failure?: Error): AsyncGenerator<object> {
  yield* records;
  if (failure) throw failure;
}

it('writes an array or lines by the name of the file, into a directory that is made', async () => {
  const records = [{ a: 1 }, { b: 'ü\n' }];
  for (const name of ['set.json', 'new/set.jsonl']) {
    expect(await writeRecords(join(folder, name), stream(records))).toBe(2);
  }
  expect(JSON.parse(await readFile(join(folder, 'set.json'), 'utf8'))).toEqual(records);
  expect(await readFile(join(folder, 'new/set.jsonl'), 'utf8')).toBe('{"a":1}\n{"b":"ü\\n"}\n');
});

it('leaves nothing behind when the records fail', async () => {
  const write = writeRecords(join(folder, 'set.json'), stream([{ a: 1 }], new Error('broken')));
  await expect(write).rejects.toThrow('broken');
  expect(await readdir(folder)).toEqual([]);
});

it('saves pixels under a name that no id can lead astray, and refers to files', async () => {
  const pixels = { kind: 'pixels', width: 1, height: 1, data: new Uint8Array(3) } as const;
  const sample: Sample = {
    id: '../../etc/x y',
    question: '',
    solution: '',
    keySteps: [],
    images: [pixels, { kind: 'file', path: join(folder, 'own/b.png') }],
  };
  const options = {
    dataPath: join(folder, 'sets/set.json'),
    imageDirectory: join(folder, 'images'),
    index: 3,
  };
  expect(await writeImages(sample, options)).toEqual([
    '../images/000003-------etc-x-y-0.png',
    '../own/b.png',
  ]);
  expect(await readdir(join(folder, 'images'))).toEqual(['000003-------etc-x-y-0.png']);
});
