import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostTensor } from '@stepgrpo/tensor';
import { rewriteSafetensors } from './rewrite-safetensors';
import { openSafetensors, writeSafetensors } from './safetensors';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rewrite-'));
});
afterAll(() => rm(directory, { recursive: true }));

const tensors = { b: hostTensor([1, 2, 3], [3]), a: hostTensor([4, 5], [1, 2]) };

it('keeps header, order and types, and changes the numbers', async () => {
  const [source, target] = [join(directory, 'source'), join(directory, 'target')];
  await writeSafetensors(source, tensors, { type: 'BF16', metadata: { format: 'pt', from: 'elsewhere' } });
  await rewriteSafetensors(source, target, (name) => tensors[name as 'a' | 'b']);
  expect(await readFile(target)).toEqual(await readFile(source));
  await rewriteSafetensors(source, target, (name) =>
    name === 'a' ? hostTensor([0.5, 1.00390625], [1, 2]) : tensors.b,
  );
  const file = await openSafetensors(target);
  expect([...file.entries.values()].map(({ name, type }) => [name, type])).toEqual([
    ['b', 'BF16'],
    ['a', 'BF16'],
  ]);
  expect([...(await file.read('a')).data]).toEqual([0.5, 1]); // halfway between two bfloat16, the even one
  expect(file.metadata).toEqual({ format: 'pt', from: 'elsewhere' });
  await file.close();
});

it('refuses tensors of another size and types that are no weights', async () => {
  const [source, target] = [join(directory, 'ints'), join(directory, 'target')];
  await writeSafetensors(source, tensors);
  await expect(rewriteSafetensors(source, target, () => tensors.a)).rejects.toThrow(
    'has 3 numbers; the policy has 2',
  );
  await writeSafetensors(source, { n: hostTensor(Int32Array.of(1), [1]) });
  await expect(rewriteSafetensors(source, target, () => hostTensor([1], [1]))).rejects.toThrow('"n" of');
});
