import { createHash } from 'node:crypto';
import { ConfigError, UnknownNameError, parseResponse } from '@stepgrpo/core';
import type { Sample } from '@stepgrpo/core';
import { digitsSource } from './digits-source';
import { digitsKinds } from './kinds';
import { loadMnist } from './mnist';

const pixelsOf = (sample: Sample): Uint8Array => {
  const image = sample.images[0]!;
  if (image.kind !== 'pixels') throw new Error('expected pixels');
  return image.data;
};

it('gives the same sample for a seed, split and index, whatever the count, the order or what was asked before', () => {
  const few = digitsSource({ split: 'train', count: 10, seed: 7 });
  const many = digitsSource({ split: 'train', count: 1000, seed: '7' });
  for (const index of [9, 3, 0]) expect(many.get(index)).toEqual(few.get(index));
  expect(digitsSource({ split: 'train', count: 10, seed: 8 }).get(3).question).not.toBe(undefined);
  expect(digitsSource({ split: 'train', count: 10, seed: 8 }).get(3)).not.toEqual(few.get(3));
  expect(digitsSource({ split: 'test', count: 10, seed: 7 }).drawing(3).digits).not.toEqual(
    few.drawing(3).digits,
  );
});

it('draws what it says: each cell is the MNIST image of the split, and its label is the digit', () => {
  const { train, test } = loadMnist();
  for (const images of [train, test]) {
    const source = digitsSource({ split: images.split, count: 40, seed: 1 });
    for (let i = 0; i < 40; i++) {
      const { digits, mnistIndices, split } = source.drawing(i);
      const data = pixelsOf(source.get(i));
      expect(split).toBe(images.split);
      expect(mnistIndices.map((index) => images.labels[index])).toEqual(digits);
      expect(data).toHaveLength(28 * 28 * 3 * digits.length);
      const [cell, y, x] = [digits.length - 1, 14, 13];
      const grey = images.pixels[mnistIndices[cell]! * 784 + y * 28 + x];
      const at = 3 * (y * 28 * digits.length + cell * 28 + x);
      expect([...data.subarray(at, at + 3)]).toEqual([grey, grey, grey]);
    }
  }
});

it('has unique ids, and one question of each kind in every run of as many samples as there are kinds', () => {
  const count = digitsKinds.names.length * 20;
  const source = digitsSource({ split: 'train', count });
  const samples = Array.from({ length: count }, (_, i) => source.get(i));
  expect(new Set(samples.map((sample) => sample.id)).size).toBe(count);
  expect(samples[7]!.id).toBe('digits/train/0/000007');
  for (let block = 0; block < 20; block++) {
    const kinds = samples.slice(block * digitsKinds.names.length, (block + 1) * digitsKinds.names.length);
    expect(kinds.map((sample) => sample.category).sort()).toEqual([...digitsKinds.names].sort());
  }
});

it('writes a reasoning path in the response format whose answer is the solution', () => {
  const source = digitsSource({ split: 'test', count: 300, seed: 2 });
  for (let i = 0; i < 300; i++) {
    const sample = source.get(i);
    const response = parseResponse(sample.reasoning!);
    expect(response.answer).toBe(sample.solution);
    expect(response.steps.map((step) => step.number)).toEqual(response.steps.map((_, at) => at + 1));
    expect(response.sections.map((section) => section.kind)).toEqual([
      'description',
      'rationales',
      'think',
      ...response.steps.map(() => 'step'),
      'answer',
    ]);
  }
});

it('keeps to the range of digits and to the kinds asked for', () => {
  const source = digitsSource({
    split: 'train',
    count: 200,
    digits: [2, 3],
    kinds: ['sum', 'pair-times-last'],
  });
  const lengths = Array.from({ length: 200 }, (_, i) => source.drawing(i)).map((drawing) => ({
    kind: drawing.kind,
    length: drawing.digits.length,
  }));
  expect(new Set(lengths.map(({ kind }) => kind))).toEqual(new Set(['sum', 'pair-times-last']));
  expect(new Set(lengths.filter(({ kind }) => kind === 'sum').map(({ length }) => length))).toEqual(
    new Set([2, 3]),
  );
  expect(lengths.every(({ kind, length }) => kind === 'sum' || length === 3)).toBe(true);
});

it('hashes the definition and the content', () => {
  const options = { split: 'train', count: 50, seed: 3 } as const;
  const { hash } = digitsSource(options);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(digitsSource({ ...options }).hash).toBe(hash);
  const others = [
    { count: 51 },
    { seed: 4 },
    { split: 'test' as const },
    { digits: [2, 3] as const },
    { kinds: ['sum'] },
  ];
  const hashes = others.map((change) => digitsSource({ ...options, ...change }).hash);
  expect(new Set([hash, ...hashes]).size).toBe(others.length + 1);
});

it('says which options do not work, and what would', () => {
  const open = (options: object) => () => digitsSource({ split: 'train', count: 5, ...options });
  expect(open({ digits: [3, 2] })).toThrow(ConfigError);
  expect(open({ digits: [2, 10] })).toThrow('2 to 9');
  expect(open({ digits: [1, 2] })).toThrow(ConfigError);
  expect(open({ digits: [2, 2.5] })).toThrow(ConfigError);
  expect(open({ count: 0 })).toThrow(ConfigError);
  expect(open({ kinds: [] })).toThrow('name at least one of: sum');
  expect(open({ digits: [2, 2], kinds: ['second-largest'] })).toThrow('"second-largest" needs 3 digits');
  expect(open({ kinds: ['toString'] })).toThrow(UnknownNameError);
  expect(() => digitsSource({ split: 'train', count: 5 }).get(5)).toThrow('ask for 0 to 4');
});

it('shares no image between the splits: all 70,000 are compared by hash', () => {
  const { train, test } = loadMnist();
  const digest = (pixels: Uint8Array, index: number) =>
    createHash('sha256')
      .update(pixels.subarray(index * 784, (index + 1) * 784))
      .digest('base64');
  const trained = new Set(Array.from({ length: train.count }, (_, i) => digest(train.pixels, i)));
  expect(
    Array.from({ length: test.count }, (_, i) => digest(test.pixels, i)).filter((d) => trained.has(d)),
  ).toEqual([]);
});
