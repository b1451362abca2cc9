import { decimalDigitValue } from './decimal-digits';

/** Tolong Siki came with Unicode 17; the table is that of 16, as are the Pythons that the rules were run on. */
const isNewer = (codePoint: number): boolean => codePoint >= 0x11de0 && codePoint <= 0x11de9;

it('agrees with the category Nd of this JavaScript engine on every code point it knows', () => {
  const isDigit = /^\p{Nd}$/u;
  const missed: number[] = [];
  for (let codePoint = 0; codePoint <= 0x1ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
    const known = isDigit.test(String.fromCodePoint(codePoint));
    if (known && !isNewer(codePoint) && decimalDigitValue(codePoint) === -1) missed.push(codePoint);
  }
  expect(missed).toEqual([]);
});

it('gives values, in any script', () => {
  expect([...'0123456789'].map((digit) => decimalDigitValue(digit.codePointAt(0)!))).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  expect(decimalDigitValue('٣'.codePointAt(0)!)).toBe(3);
  expect(decimalDigitValue('７'.codePointAt(0)!)).toBe(7);
  expect(decimalDigitValue('𝟡'.codePointAt(0)!)).toBe(9);
});

it('takes superscripts, Roman numerals and letters for no digits', () => {
  for (const char of ['²', 'Ⅷ', '½', 'a', ':', '/']) {
    expect(decimalDigitValue(char.codePointAt(0)!)).toBe(-1);
  }
});
