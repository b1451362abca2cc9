import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostTensor } from '@stepgrpo/tensor';
import { describeWithFixtures } from '@stepgrpo/testing';
import { openSafetensors, writeSafetensors } from './safetensors';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'safetensors-'));
});
afterAll(() => rm(directory, { recursive: true }));

const tensors = {
  'a.weight': hostTensor([1, -2.5, 3, 4, 5, 6], [2, 3]),
  b: hostTensor(Int32Array.of(7, -8), [2]),
  scalar: hostTensor([0.5], []),
};

it('reads back what it wrote', async () => {
  const path = join(directory, 'a.safetensors');
  await writeSafetensors(path, tensors, { metadata: { format: 'pt', step: '3' } });
  const file = await openSafetensors(path);
  expect(file.metadata).toEqual({ format: 'pt', step: '3' });
  expect([...file.entries.keys()]).toEqual(['a.weight', 'b', 'scalar']);
  expect(await file.read('a.weight')).toEqual(tensors['a.weight']);
  expect([...(await file.read('b')).data]).toEqual([7, -8]);
  expect((await file.read('scalar')).shape).toEqual([]);
  await expect(file.read('c')).rejects.toThrow('holds no tensor "c"');
  await file.close();
});

it('aligns the data to 8 bytes, as the format asks', async () => {
  const path = join(directory, 'aligned.safetensors');
  await writeSafetensors(path, tensors);
  const bytes = await readFile(path);
  expect(bytes.readBigUInt64LE(0) % 8n).toBe(0n);
  expect(bytes[8]).toBe('{'.charCodeAt(0));
});

it('halves float32 tensors to bfloat16 and leaves integers alone', async () => {
  const path = join(directory, 'half.safetensors');
  await writeSafetensors(path, tensors, { type: 'BF16' });
  const file = await openSafetensors(path);
  expect(file.entries.get('a.weight')?.type).toBe('BF16');
  expect(file.entries.get('b')?.type).toBe('I32');
  expect([...(await file.read('a.weight')).data]).toEqual([1, -2.5, 3, 4, 5, 6]);
  await file.close();
});

it('names a missing, an empty, a foreign and a truncated file', async () => {
  await expect(openSafetensors(join(directory, 'none'))).rejects.toThrow('There is no file');
  const empty = join(directory, 'empty');
  await writeFile(empty, '');
  await expect(openSafetensors(empty)).rejects.toThrow('has 0 byte(s)');
  const foreign = join(directory, 'foreign');
  await writeFile(foreign, 'PK\u0003\u0004 this is a zip file');
  await expect(openSafetensors(foreign)).rejects.toThrow('announces a header');
  const cut = join(directory, 'cut');
  await writeSafetensors(cut, tensors);
  await truncate(cut, (await readFile(cut)).length - 1);
  await expect(openSafetensors(cut)).rejects.toThrow('cut short');
});

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it('reads a file of the Python library', async () => {
    const file = await openSafetensors(join(root, 'cases.safetensors'));
    const ids = await file.read('single.image_grid_thw');
    expect(ids.shape).toEqual([1, 3]);
    expect([...ids.data]).toEqual([1, 6, 8]);
    await file.close();
  });
});
