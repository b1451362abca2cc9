import { isHardWord, negations, operatorWords } from './token';

it('never forgives negations, words for operators and names of one letter', () => {
  for (const word of [...negations, ...operatorWords, 'x', 'é'])
    expect([word, isHardWord(word)]).toEqual([word, true]);
  for (const word of ['a', 'apple', 'notable', 'xy', ''])
    expect([word, isHardWord(word)]).toEqual([word, false]);
});

it('holds both of each pair of opposites', () => {
  for (const pair of [['plus', 'minus'], ['greater', 'less'], ['more', 'fewer'], ['above', 'below'], ['least', 'most']]) {
    expect(pair.every((word) => operatorWords.has(word))).toBe(true);
  } // prettier-ignore
});
