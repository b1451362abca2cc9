import { createRng } from '@stepgrpo/core';
import { descending, leftToRight, orderingStep } from './arrangements';

it('writes the digits as they stand, or sorted', () => {
  const ask = (kind: typeof descending) => {
    const { steps, answer } = kind.ask([5, 0, 8], createRng(0));
    return [...steps.map((step) => step.text), answer];
  };
  expect(ask(leftToRight)).toEqual(['Joined: 508.', '508']);
  expect(ask(descending)).toEqual(['Sorted: 8, 5, 0.', 'Joined: 850.', '850']);
});

it('avoids numbers with a leading zero', () => {
  expect(leftToRight.accepts!([0, 5])).toBe(false);
  expect(descending.accepts!([0, 0])).toBe(false);
  expect(descending.accepts!([0, 5])).toBe(true);
});

it('does not take the digits as they stand for their order', () => {
  const read = 'The digits are 8, 5, 0.'.toLowerCase();
  expect(orderingStep([8, 5, 0]).keySteps[0]!.some((text) => read.includes(text))).toBe(false);
});
