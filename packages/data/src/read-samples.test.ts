import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { idSchema, imagePathSchema, readSamples } from './read-samples';
import { parseRecord } from './record-schema';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stepgrpo-read-'))));
afterAll(() => rm(folder, { recursive: true }));

const schema = z.object({ id: idSchema, image: imagePathSchema.optional() });

async function read(records: readonly object[], options: { limit?: number; maxRecordBytes?: number } = {}) {
  const path = join(folder, 'set.jsonl');
  await writeFile(path, records.map((record) => JSON.stringify(record)).join('\n'));
  return readSamples(path, options, (record) => {
    const { id, image } = parseRecord(schema, record, () => 'repair it.');
    return { id, imagePaths: image === undefined ? [] : [image], question: '?', solution: '', keySteps: [] };
  });
}

it('gives records without an id the name of the file and their place', async () => {
  expect((await read([{}, { id: 'own' }, { id: 7 }, {}])).map((sample) => sample.id)).toEqual([
    'set.jsonl/000000',
    'own',
    '7',
    'set.jsonl/000003',
  ]);
});

it('refuses an id that was there before, and names both places', async () => {
  await expect(read([{ id: 'a' }, {}, { id: 'a' }])).rejects.toThrow(
    /set\.jsonl:3: the id "a" is also that of .*:1\./,
  );
  await expect(read([{ id: '7' }, { id: 7 }])).rejects.toThrow('the id "7"');
  await expect(read([{ id: [] }])).rejects.toThrow('field "id": expected a text');
});

it('stops at the limit: later records are not looked at', async () => {
  expect(await read([{}, {}, { id: [] }], { limit: 2 })).toHaveLength(2);
});

it('refuses long records and paths that no file can have', async () => {
  await expect(read([{ id: 'x'.repeat(100) }], { maxRecordBytes: 99 })).rejects.toThrow(
    'longer than 99 bytes',
  );
  await expect(read([{ image: 'a\0.png' }])).rejects.toThrow('a path cannot hold a zero byte');
  await expect(read([{ image: '' }])).rejects.toThrow('field "image"');
});
