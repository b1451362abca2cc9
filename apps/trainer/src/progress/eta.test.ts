import { createEta, formatDuration } from './eta';

it('has no estimate before the first step', () => {
  expect(createEta(10, { now: () => 0 }).remainingMs()).toBeNull();
});

it('goes by the pace of recent steps, not by a slow start', () => {
  let clock = 0;
  const eta = createEta(10, { now: () => clock, window: 3 });
  const stepsMs = [100_000, 1000, 1000, 1000];
  stepsMs.forEach((ms, i) => {
    clock += ms;
    eta.record(i + 1);
  });
  expect(eta.remainingMs()).toBe(6000);
});

it.each([
  [400, '0s'],
  [59_400, '59s'],
  [192_000, '3m12s'],
  [3_600_000 + 5 * 60_000, '1h05m'],
])('writes %i ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
