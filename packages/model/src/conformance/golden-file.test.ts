import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import { z } from 'zod';
import { readGoldenFile } from './golden-file';

const schema = z.object({ cases: z.array(z.number()) });

async function read(content: string) {
  const path = join(await mkdtemp(join(tmpdir(), 'golden-')), 'goldens.json');
  await writeFile(path, content);
  return readGoldenFile(path, schema);
}

it('reads what its schema allows', async () => {
  expect(await read('{"cases": [1]}')).toEqual({ cases: [1] });
});

it.each([
  ['{', 'is not JSON'],
  ['{"cases": ["a"]}', 'cases.0'],
])('refuses %s', async (content, message) => {
  await expect(read(content)).rejects.toThrow(DataError);
  await expect(read(content)).rejects.toThrow(message);
});
