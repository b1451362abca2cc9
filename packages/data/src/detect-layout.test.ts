import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectLayout } from './detect-layout';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'stepgrpo-layout-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, 'data.json');
  writeFileSync(path, text);
  return path;
}

it('goes by the fields of the first record', async () => {
  expect(await detectLayout(write('{"messages": []}\n{broken'))).toBe('sft');
  expect(await detectLayout(write('[{"problem": ""}]'))).toBe('r1-vl');
});

it('says so when it is neither', async () => {
  await expect(detectLayout(write('{"text": 1}'))).rejects.toThrow('neither "messages" nor "problem"');
  await expect(detectLayout(join(folder, 'none'))).rejects.toThrow('no such file');
});
