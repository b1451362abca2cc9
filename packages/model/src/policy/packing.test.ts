import fc from 'fast-check';
import type { EncodedPrompt, TrainingSequence } from '@stepgrpo/core';
import { presets } from '../presets';
import { packing, prefixLength, tailLength } from './packing';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const prompt = (length: number): EncodedPrompt => ({
  tokenIds: new Array<number>(length).fill(7),
  imageSpans: [],
  images: [],
});
const sequence = (from: EncodedPrompt, length: number): TrainingSequence => ({
  prompt: from,
  completionIds: new Array<number>(length).fill(8),
});

it('puts short sequences beside each other and writes a shared prompt once', () => {
  const shared = prompt(9);
  const group = [5, 6, 7].map((length) => sequence(shared, length));
  const { rows, length, prefixes, tails } = packing(config, group);
  expect([rows, length]).toEqual([1, 32]); // 8 tokens of prompt, then 7 + 6 + 5; two rows of 16 would not hold them
  expect(prefixes).toEqual([{ prompt: shared, row: 0, start: 0 }]);
  expect(tails.map(({ start }) => start)).toEqual([21, 15, 8]);
});

it('gives each prompt of its own a prefix, even one of equal tokens', () => {
  const { rows, length, prefixes } = packing(config, [sequence(prompt(9), 5), sequence(prompt(9), 6)]);
  expect(prefixes).toHaveLength(2);
  expect([rows, length]).toEqual([2, 16]); // as many places as a row of 32, less attention
});

it('loses and overlaps nothing, and pads little', () => {
  const groups = fc.array(
    fc.record({
      prompt: fc.integer({ min: 1, max: 60 }),
      completions: fc.array(fc.nat(90), { minLength: 1, maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(groups, (given) => {
      const sequences = given.flatMap((group) => {
        const from = prompt(group.prompt);
        return group.completions.map((length) => sequence(from, length));
      });
      const { rows, length, prefixes, tails } = packing(config, sequences);
      const owner = new Int32Array(rows * length);
      const claim = (row: number, start: number, count: number): void => {
        expect(row).toBeLessThan(rows);
        expect(start + count).toBeLessThanOrEqual(length);
        for (let at = row * length + start; at < row * length + start + count; at++) {
          expect(owner[at]).toBe(0);
          owner[at] = 1;
        }
      };
      prefixes.forEach(({ prompt: from, row, start }) => claim(row, start, from.tokenIds.length - 1));
      sequences.forEach((each, i) => {
        const { row, start, prefix } = tails[i]!;
        claim(row, start, tailLength(each));
        expect(prefixes[prefix]!.prompt).toBe(each.prompt);
        expect(prefixes[prefix]!.row).toBe(row);
        expect(prefixes[prefix]!.start + prefixLength(each)).toBeLessThanOrEqual(start);
      });
    }),
    { numRuns: 100 },
  );
});

it('pads less than 15 % of the batches of the digits warm-up', () => {
  const digits = presets.get('digits')({ size: 503, tokens });
  let used = 0;
  let total = 0;
  for (const batch of digitsBatches) {
    const sequences = batch.map(([promptLength, length]) => sequence(prompt(promptLength!), length!));
    const { rows, length } = packing(digits, sequences);
    used += sequences.reduce((sum, each) => sum + prefixLength(each) + tailLength(each), 0);
    total += rows * length;
  }
  expect(1 - used / total).toBeLessThan(0.15);
});

/** Tokens of prompt and completion in the first batches of configs/digits.toml. */
// prettier-ignore
const digitsBatches = [
  [[24, 33], [28, 95], [20, 78], [24, 77], [25, 35], [25, 36], [21, 95], [23, 72], [20, 86], [27, 34], [23, 72], [21, 69], [23, 30], [24, 37], [26, 89], [21, 33]],
  [[25, 87], [23, 86], [28, 89], [21, 36], [27, 32], [24, 78], [24, 95], [25, 104], [24, 81], [19, 75], [24, 81], [24, 33], [25, 36], [19, 30], [19, 72], [24, 85]],
  [[25, 36], [25, 36], [23, 36], [25, 106], [19, 33], [20, 77], [25, 104], [28, 95], [24, 87], [20, 75], [26, 93], [18, 63], [23, 71], [24, 85], [21, 87], [21, 30]],
  [[22, 75], [24, 36], [26, 35], [29, 36], [26, 33], [26, 93], [25, 87], [25, 36], [26, 35], [23, 89], [24, 95], [23, 30], [25, 36], [25, 32], [26, 87], [20, 63]],
  [[18, 30], [27, 86], [26, 93], [24, 33], [27, 32], [25, 87], [28, 89], [25, 87], [25, 36], [22, 69], [22, 69], [19, 69], [27, 33], [27, 34], [27, 34], [20, 63]],
  [[26, 93], [26, 35], [26, 35], [25, 32], [25, 108], [19, 69], [25, 87], [23, 71], [21, 37], [23, 86], [24, 36], [25, 36], [18, 63], [26, 35], [18, 30], [20, 30]],
];
