import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, runConfigSchema } from '@stepgrpo/core';
import type { DataSourceConfig } from '@stepgrpo/core';
import { digitsSource } from './digits/digits-source';
import { openDataSource } from './open-data-source';
import { samplesOf } from './sample-source';
import { writeR1Vl } from './write-r1-vl';
import { writeSft } from './write-sft';

let folder: string;
const digits = digitsSource({ split: 'test', count: 12 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stepgrpo-open-'));
  await writeR1Vl(samplesOf(digits), join(folder, 'rl.json'), join(folder, 'images'));
  await writeSft(samplesOf(digits), join(folder, 'sft.jsonl'), join(folder, 'images'));
});
afterAll(() => rm(folder, { recursive: true }));

it('opens the digits of a resolved config', async () => {
  const config = runConfigSchema.parse({
    name: 'a',
    model: { preset: 'digits' },
    eval: { data: { kind: 'digits', split: 'test', count: 12 } },
  });
  const source = await openDataSource(config.eval!.data);
  expect(source.length).toBe(12);
  expect(await source.get(3)).toEqual(digits.get(3));
  expect(source.describe()).toBe(
    'digits: 12 samples of the MNIST test split, 2 to 4 digits each, 15 kinds of question, seed 0',
  );
});

it.each([
  ['r1-vl', 'rl.json'],
  ['sft', 'sft.jsonl'],
] as const)('opens a file of kind %s', async (kind, name) => {
  const source = await openDataSource({ kind, path: join(folder, name), limit: 5 });
  expect([source.name, source.length]).toEqual([`${kind}/${name}`, 5]);
  expect((await source.get(4)).question).toBe(digits.get(4).question);
  expect(() => source.get(5)).toThrow(DataError);
  expect(source.describe()).toContain(`${kind}: 5 samples of`);
});

it('hashes bytes, kind and limit of a file', async () => {
  const config: DataSourceConfig = { kind: 'r1-vl', path: join(folder, 'rl.json') };
  const hashOf = async (changed: DataSourceConfig) => (await openDataSource(changed)).hash;
  const hash = await hashOf(config);
  expect(await hashOf(config)).toBe(hash);
  expect(await hashOf({ ...config, limit: 5 })).not.toBe(hash);
  await appendFile(join(folder, 'rl.json'), '\n');
  expect(await hashOf(config)).not.toBe(hash);
});
