import { ConfigError, DataError, createRng } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import fc from 'fast-check';
import { batches, epochOrder } from './order';
import type { BatchOptions } from './order';
import type { SampleSource } from './sample-source';

const rng = createRng('order');

function numbered(length: number): SampleSource {
  const get = (i: number): Sample => ({
    id: String(i),
    question: '',
    images: [],
    solution: '',
    keySteps: [],
  });
  return { name: 'numbered', length, hash: '', get, describe: () => '' };
}

async function walk(length: number, options: Omit<BatchOptions, 'rng'> & { endAt: number }) {
  const walked = [];
  for await (const batch of batches(numbered(length), { rng, ...options })) walked.push(batch);
  return walked;
}

it('visits every sample once an epoch, in another order each time, and the same order for the same generator', () => {
  const orders = [0, 1, 2].map((epoch) => epochOrder(50, epoch, rng));
  const sorted = Array.from({ length: 50 }, (_, i) => i);
  for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(sorted);
  expect(new Set(orders.map(String)).size).toBe(3);
  rng.fork('other').uniform();
  expect(epochOrder(50, 1, createRng('order'))).toEqual(orders[1]);
});

it('resumes at any position with the batches an uninterrupted walk has from there', async () => {
  const shape = fc.record({
    length: fc.integer({ min: 1, max: 9 }),
    batchSize: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(shape, fc.integer({ min: 0, max: 4 }), async ({ length, batchSize }, done) => {
      const whole = await walk(length, { batchSize, endAt: 40 });
      const startAt = whole[done - 1]?.end ?? 0;
      expect(await walk(length, { batchSize, startAt, endAt: 40 })).toEqual(
        startAt === 0 ? whole : whole.slice(done),
      );
    }),
    { numRuns: 40 },
  );
});

it('drops nothing at the end of an epoch: batches reach into the next one and the last is short', async () => {
  const walked = await walk(5, { batchSize: 4, endAt: 10 });
  expect(walked.map(({ start, end }) => [start, end])).toEqual([
    [0, 4],
    [4, 8],
    [8, 10],
  ]);
  const indices = walked.flatMap((batch) => batch.indices);
  expect(indices).toEqual([...epochOrder(5, 0, rng), ...epochOrder(5, 1, rng)]);
  expect(walked.flatMap((batch) => batch.samples.map((sample) => Number(sample.id)))).toEqual(indices);
});

it('refuses sizes and positions that are not whole numbers, and an empty source', async () => {
  await expect(walk(5, { batchSize: 0, endAt: 5 })).rejects.toThrow(ConfigError);
  await expect(walk(5, { batchSize: 2, startAt: -1, endAt: 5 })).rejects.toThrow('startAt');
  await expect(walk(5, { batchSize: 2, endAt: 2.5 })).rejects.toThrow('endAt');
  await expect(walk(0, { batchSize: 2, endAt: 5 })).rejects.toThrow(DataError);
});
