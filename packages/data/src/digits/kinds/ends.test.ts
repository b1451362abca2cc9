import { createRng } from '@stepgrpo/core';
import { endsProduct, endsSum } from './ends';

it('takes the first and the last digit, whatever stands between', () => {
  const ask = (kind: typeof endsSum) => {
    const { steps, answer } = kind.ask([7, 9, 0, 6], createRng(0));
    return [...steps.map((step) => step.text), answer];
  };
  expect(ask(endsProduct)).toEqual(['The first is 7, the last is 6.', '7 * 6 = 42', '42']);
  expect(ask(endsSum)).toEqual(['The first is 7, the last is 6.', '7 + 6 = 13', '13']);
});
