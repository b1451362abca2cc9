import { distinctTexts, numberOfWord, stopWords, units, wordOfNumber } from './words';

it('says small numbers in words, and back', () => {
  for (let n = 0; n <= 20; n++) if (n !== 1) expect(numberOfWord(wordOfNumber(String(n))!)).toBe(String(n));
  expect([numberOfWord('one'), numberOfWord('many'), wordOfNumber('21'), wordOfNumber('1.5')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it('removes repeats whatever the case', () => {
  expect(distinctTexts(['A', 'b', 'a', '', 'B'])).toEqual(['A', 'b']);
});

it('knows units, and words that name nothing', () => {
  expect([units.has('cm'), units.has('km/h'), stopWords.has('therefore'), stopWords.has('radius')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
