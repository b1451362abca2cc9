import { awayFromZero, integers, numbers, positives, truths } from './describe-lowering';

it('makes numbers that stay away from 0 and from each other by more than a step of the finite differences', () => {
  const sorted = Array.from(numbers([2, 3]).data).sort((a, b) => a - b);
  sorted.slice(1).forEach((number, at) => expect(number - sorted[at]!).toBeGreaterThan(0.07));
  expect(Math.min(...positives([4, 4]).data)).toBeGreaterThan(0.1);
  expect(Math.min(...awayFromZero([4, 4]).data)).toBeGreaterThan(0.6);
});

it('makes tensors of integers and truth values', () => {
  expect(integers([1, -2]).dtype).toBe('int32');
  expect(truths([1, 0], [2, 1])).toMatchObject({ dtype: 'bool', shape: [2, 1] });
});
