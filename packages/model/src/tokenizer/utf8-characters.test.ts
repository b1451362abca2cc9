import fc from 'fast-check';
import { characterUnits, utf8CharacterBounds } from './utf8-characters';

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** Bytes near the borders of the UTF-8 rules: leads, continuations, overlong and surrogate prefixes. */
const trickyByte = fc.oneof(
  fc.constantFrom(
    0x41,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc2,
    0xe0,
    0xe1,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
  ),
  fc.integer({ min: 0, max: 255 }),
);

it('ends characters where TextDecoder does, also in broken bytes', () => {
  fc.assert(
    fc.property(fc.array(trickyByte, { maxLength: 12 }), (values) => {
      const bytes = Uint8Array.from(values);
      const { starts, ends } = utf8CharacterBounds(bytes);
      expect(ends.at(-1) ?? 0).toBe(decode(bytes).length);
      expect([...ends].sort((a, b) => a - b)).toEqual([...ends]);
      starts.forEach((start, i) => expect([starts[i - 1] ?? 0, ends[i - 1] ?? 0]).toContain(start));
    }),
    { numRuns: 2000 },
  );
});

it('gives all bytes of a character its bounds', () => {
  const { starts, ends } = utf8CharacterBounds(new TextEncoder().encode('aé😀b'));
  expect([...starts]).toEqual([0, 1, 1, 2, 2, 2, 2, 4]);
  expect([...ends]).toEqual([1, 2, 2, 4, 4, 4, 4, 5]);
});

it('maps the bytes of a text to its units', () => {
  const { starts, ends } = characterUnits('aé😀b');
  expect([...starts]).toEqual([0, 1, 1, 2, 2, 2, 2, 4]);
  expect([...ends]).toEqual([1, 2, 2, 4, 4, 4, 4, 5]);
});

it('counts a lone surrogate as the three bytes it is written as', () => {
  expect([...characterUnits('\ud800x').ends]).toEqual([1, 1, 1, 2]);
});
