import { median, spread, timePasses } from './measure';

it('takes the middle, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

it('counts the passes after the warm-up', async () => {
  const seen: number[] = [];
  const times = await timePasses({ warmup: 2, counted: 5 }, async (index) => seen.push(index));
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(times).toHaveLength(5);
  expect(spread([5, 1, 3])).toEqual({ leastMs: 1, mostMs: 5, passes: 3 });
});

it('refuses a median of less than five', async () => {
  await expect(timePasses({ warmup: 0, counted: 4 }, async () => 0)).rejects.toThrow('at least 5');
});
