import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSafetensors } from './safetensors';
import { planShards, writeShards, type StreamedTensor } from './write-shards';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shards-'));
});
afterEach(() => rm(directory, { recursive: true }));

const tensor = (name: string, values: readonly number[], pieceLength = 2): StreamedTensor => ({
  name,
  type: 'F32',
  shape: [values.length],
  *pieces() {
    for (let at = 0; at < values.length; at += pieceLength) {
      yield new Uint8Array(Float32Array.from(values.slice(at, at + pieceLength)).buffer);
    }
  },
});

it('fills shards in order, and gives a tensor that is too large one of its own', () => {
  const of = (shape: number) => ({ type: 'F32' as const, shape: [shape] });
  const shards = planShards([of(2), of(1), of(1), of(9), of(1)], 12);
  expect(shards.map((shard) => shard.map(({ shape }) => shape[0]))).toEqual([[2, 1], [1], [9], [1]]);
  expect(() => planShards([of(1)], 0)).toThrow('give a size above 0');
});

it('writes one file without an index where all fits', async () => {
  const written = await writeShards(directory, [tensor('a', [1, 2, 3]), tensor('b', [4])], {
    shardBytes: 100,
  });
  expect(written).toEqual({ files: ['model.safetensors'], totalBytes: 16 });
  const file = await openSafetensors(join(directory, 'model.safetensors'));
  expect([...(await file.read('a')).data]).toEqual([1, 2, 3]);
  expect([...(await file.read('b')).data]).toEqual([4]);
  await file.close();
  await expect(stat(join(directory, 'model.safetensors.index.json'))).rejects.toThrow('ENOENT');
});

it('writes shards that cover the tensors, with an index in the published layout', async () => {
  const progress: number[] = [];
  const { files } = await writeShards(directory, [tensor('a', [1, 2, 3]), tensor('b', [4, 5])], {
    shardBytes: 12,
    onProgress: (bytes) => progress.push(bytes),
  });
  expect(files).toEqual(['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors']);
  expect(JSON.parse(await readFile(join(directory, 'model.safetensors.index.json'), 'utf8'))).toEqual({
    metadata: { total_size: 20 },
    weight_map: { a: files[0], b: files[1] },
  });
  const second = await openSafetensors(join(directory, files[1]!));
  expect([...(await second.read('b')).data]).toEqual([4, 5]);
  await second.close();
  expect(progress).toEqual([8, 12, 20]);
});

it('refuses a tensor whose pieces do not add up', async () => {
  const short = { ...tensor('a', [1, 2]), shape: [3] };
  await expect(writeShards(directory, [short], { shardBytes: 100 })).rejects.toThrow(
    '"a" gave 8 bytes; F32 of shape [3] takes 12',
  );
});
