import type { RunEvent } from '@stepgrpo/core';
import { newRewardWarnings, spreadMetrics } from './reward-watch';

const time = '2025-03-17T00:00:00.000Z';
const step = (n: number, zeroVarianceGroups: number): RunEvent => ({
  time,
  kind: 'step-end',
  phase: 'stepgrpo',
  step: n,
  metrics: { reward: n / 100, zeroVarianceGroups, ...spreadMetrics({ a: 0.5, b: 0.5 }) },
  durationMs: 1,
  stagesMs: {},
});
const evaluated = (n: number, mean: number): RunEvent => ({
  time,
  kind: 'eval-end',
  phase: 'stepgrpo',
  step: n,
  slice: true,
  scores: { accuracy: { mean, low: mean - 0.1, high: mean + 0.1, count: 100 } },
  durationMs: 1,
});

/** Every warning of a run, as it comes. */
function warned(events: readonly RunEvent[]): string[] {
  return events.flatMap((event, i) =>
    event.kind === 'step-end' ? newRewardWarnings(events.slice(0, i + 1)) : [],
  );
}

it('warns once, and again after it was over', () => {
  const collapsed = (from: number, to: number, share: number): RunEvent[] =>
    Array.from({ length: to - from }, (_, i) => step(from + i, share));
  const events = [...collapsed(1, 41, 1), ...collapsed(41, 81, 0), ...collapsed(81, 121, 1)];
  expect(warned(events).map((message) => message.slice(0, 21))).toEqual(
    ['step 20: in 100 % of t', 'step 98: in 90 % of th'].map((text) => text.slice(0, 21)),
  );
});

it('warns when held-out accuracy falls while the reward rises', () => {
  const events = Array.from({ length: 60 }, (_, i) => step(i + 1, 0));
  const run = [
    ...events.slice(0, 25),
    evaluated(25, 0.6),
    ...events.slice(25, 50),
    evaluated(50, 0.4),
    ...events.slice(50),
  ];
  expect(warned(run)).toEqual([
    expect.stringMatching(/^step 51: held-out accuracy fell from 0\.600 \(step 25\) to 0\.400/),
  ]);
});

it('has nothing to say of a run without rewards', () => {
  expect(newRewardWarnings([])).toEqual([]);
  expect(spreadMetrics({ a: 1 })).toEqual({ 'rewardSpread/a': 1 });
});
