import { createRng } from '@stepgrpo/core';
import { pairTimesLast, sum, sumEven, sumOdd } from './totals';

const ask = (kind: typeof sum, digits: readonly number[]) => {
  const { steps, answer } = kind.ask(digits, createRng(0));
  return [...steps.map((step) => step.text), answer];
};

it('adds all digits, one at a time', () => {
  expect(ask(sum, [9, 1, 0, 7])).toEqual(['9 + 1 = 10', '10 + 0 = 10', '10 + 7 = 17', '17']);
});

it('picks even or odd digits before it adds them', () => {
  expect(ask(sumEven, [8, 3, 0, 4])).toEqual(['Even: 8, 0, 4.', '8 + 0 = 8', '8 + 4 = 12', '12']);
  expect(ask(sumOdd, [8, 3, 0, 4])).toEqual(['Odd: 3.', 'Sum: 3.', '3']);
  expect(ask(sumOdd, [8, 2])).toEqual(['Odd: none.', 'Sum: 0.', '0']);
});

it('multiplies the sum of the first two by the last', () => {
  expect(ask(pairTimesLast, [3, 8, 6])).toEqual(['3 + 8 = 11', '11 * 6 = 66', '66']);
  expect(ask(pairTimesLast, [9, 9, 1, 9])).toEqual(['9 + 9 = 18', '18 * 9 = 162', '162']);
});
