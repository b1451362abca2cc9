import type { RunEvent } from '@stepgrpo/core';
import { drawLearningCurve } from './learning-curve';

const time = '2025-01-01T00:00:00.000Z';
const step = (phase: 'warmup' | 'stepgrpo', number: number, metrics: Record<string, number>): RunEvent => ({
  kind: 'step-end',
  time,
  phase,
  step: number,
  metrics,
  durationMs: 1,
  stagesMs: {},
});
const evaluation = (phase: 'warmup' | 'stepgrpo', number: number, mean: number): RunEvent => ({
  kind: 'eval-end',
  time,
  phase,
  step: number,
  slice: false,
  scores: { accuracy: { mean, low: mean, high: mean, count: 10 } },
  durationMs: 1,
});

const events: readonly RunEvent[] = [
  ...Array.from({ length: 50 }, (_, i) => step('warmup', i + 1, { loss: 5 / (i + 1) })),
  evaluation('warmup', 50, 0.3),
  ...Array.from({ length: 40 }, (_, i) => step('stepgrpo', i + 1, { reward: 0.4 + i / 100 + (i % 3) / 20 })),
  evaluation('stepgrpo', 40, 0.6),
];

it('draws one labelled panel per thing learned', () => {
  const svg = drawLearningCurve(events, 'Run "a" & <b>');
  expect(svg).toMatch(/^<svg [^>]*width="960" height="720"/);
  for (const label of ['Warm-up: loss', 'mean reward per completion', 'held-out accuracy', '&lt;b&gt;']) {
    expect(svg).toContain(label);
  }
  expect(svg).not.toMatch(/NaN|undefined/);
});

it('leaves out a phase that did not run', () => {
  const svg = drawLearningCurve(events.slice(0, 50), 'warm-up only');
  expect(svg).toContain('Warm-up: loss');
  expect(svg).not.toContain('StepGRPO');
});

it('draws an empty log as an empty picture', () => {
  expect(drawLearningCurve([], 'nothing yet')).toContain('nothing yet');
});
