import { createRng } from '@stepgrpo/core';
import { difference, extremesSum, largest, secondLargest } from './extremes';

const ask = (kind: typeof largest, digits: readonly number[]) => {
  const { steps, answer } = kind.ask(digits, createRng(0));
  return [...steps.map((step) => step.text), answer];
};

it('finds the largest and the second largest', () => {
  expect(ask(largest, [2, 9, 9])).toEqual(['The largest is 9.', '9']);
  expect(ask(secondLargest, [2, 9, 2, 4])).toEqual(['Sorted: 9, 4, 2, 2.', 'The second is 4.', '4']);
});

it('asks for the second largest only where the largest occurs once', () => {
  expect(secondLargest.accepts!([9, 9, 3])).toBe(false);
  expect(secondLargest.accepts!([9, 3, 3])).toBe(true);
});

it('subtracts and adds the extremes', () => {
  expect(ask(difference, [4, 9, 1])).toEqual(['The largest is 9, the smallest is 1.', '9 - 1 = 8', '8']);
  expect(ask(difference, [4, 4])).toEqual(['The largest is 4, the smallest is 4.', '4 - 4 = 0', '0']);
  expect(ask(extremesSum, [4, 9, 1])).toEqual(['The largest is 9, the smallest is 1.', '9 + 1 = 10', '10']);
});
