import fc from 'fast-check';
import { alignNfc, normalizeNfc } from './normalize';

const decomposed = fc.string({
  unit: fc.constantFrom(
    'a',
    'e',
    '\u0301',
    '\u0323',
    '\u0307',
    'é',
    '\u1112',
    '\u1161',
    '\u11ab',
    '😀',
    '\u212b',
  ),
});

it('gives NFC', () => {
  fc.assert(fc.property(decomposed, (text) => normalizeNfc(text) === text.normalize('NFC')));
});

it('takes linear time on an endless run of marks', () => {
  const marks = 'q' + '\u0307\u0323'.repeat(100_000);
  const start = performance.now();
  expect(normalizeNfc(marks)).toHaveLength(marks.length);
  expect(performance.now() - start).toBeLessThan(4000); // String.normalize alone: 20 s and more
});

it('says where composed characters come from', () => {
  expect(alignNfc('cafe\u0301!')).toEqual({
    text: 'café!',
    sources: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 5],
      [5, 6],
    ],
  });
  expect(alignNfc('\u1112\u1161\u11ab').sources).toEqual([[0, 3]]);
  expect(alignNfc('plain').sources).toBeNull();
});

it('covers any text with sources in order', () => {
  fc.assert(
    fc.property(decomposed, (original) => {
      const { text, sources } = alignNfc(original);
      expect(text).toBe(original.normalize('NFC'));
      if (sources === null) return;
      expect(sources).toHaveLength(text.length);
      let reached = 0;
      for (const [start, end] of sources) {
        expect(start).toBeLessThanOrEqual(reached);
        expect(end).toBeGreaterThan(start);
        reached = Math.max(reached, end);
      }
      expect(reached).toBe(original.length);
    }),
  );
});
