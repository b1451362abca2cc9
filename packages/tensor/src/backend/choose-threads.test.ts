import { chooseThreads } from './choose-threads';

it('takes every thread there is, or as many as asked for, and says which', () => {
  expect(chooseThreads(undefined, 3)).toEqual({
    threads: 3,
    reason: 'all that this process may use, for one computation at a time',
  });
  expect(chooseThreads(1, 3)).toEqual({ threads: 1, reason: 'asked for' });
});

it.each([0, 1.5, -1, NaN])('refuses %d', (asked) => {
  expect(() => chooseThreads(asked)).toThrow('set threads to a whole number of at least 1');
});
