import { comparisonOf } from '../testing/comparison';
import { sameLastValue } from './last-value';
import { sideOf } from './side';

const same = (gold: string, prediction: string): boolean =>
  sameLastValue(sideOf(gold, false), prediction, comparisonOf(false));

it('takes the only value of a sentence', () => {
  expect(same('12', 'There are 12 apples in all')).toBe(true);
  expect(same('12', 'There are 13 apples in all')).toBe(false);
  expect(same('12', 'There are twelve apples')).toBe(false);
});

it('takes one of several only when something says which', () => {
  expect(same('12', 'first 3 and then 12')).toBe(false);
  expect(same('12', 'first 3, so the answer is 12')).toBe(true);
  expect(same('3', 'first 3, so the answer is 12')).toBe(false);
  expect(same('12', 'first 3 and then \\boxed{12}')).toBe(true);
});
