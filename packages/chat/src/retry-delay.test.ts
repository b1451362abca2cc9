import { parseRetryAfter, retryDelayMs } from './retry-delay';

const delays = { firstMs: 100, longestMs: 1000 };

it.each([
  [1, 0, 50],
  [1, 1, 100],
  [3, 0, 200],
  [5, 0, 500], // 1600 cut to 1000
  [1000, 1, 1000],
])('waits after %i failures with u = %d for %d ms', (failed, u, ms) => {
  expect(retryDelayMs(failed, { u, delays })).toBe(ms);
});

it.each([
  [null, null],
  ['3', 3000],
  [' 0.5 ', 500],
  ['Thu, 01 Jan 1970 00:00:09 GMT', 8000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['-3', null],
  ['soon', null],
  ['9'.repeat(400), null],
])('reads Retry-After %p as %p', (header, ms) => {
  expect(parseRetryAfter(header, 1000)).toBe(ms);
});
