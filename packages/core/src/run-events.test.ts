import { runEventSchema } from './run-events';
import type { RunEvent } from './run-events';

const time = '2025-03-17T12:00:00.000Z';
const estimate = { mean: 0.5, low: 0.4, high: 0.6, count: 100 };

const events: Record<RunEvent['kind'], RunEvent> = {
  'run-start': {
    time,
    kind: 'run-start',
    config: { name: 'run' },
    seed: 0,
    dataHash: 'abc',
    versions: { node: 'v20.0.0' },
    backend: { name: 'ort-cpu', reason: 'found', threads: 2 },
  },
  'run-resume': { time, kind: 'run-resume', phase: 'warmup', step: 3 },
  'phase-start': { time, kind: 'phase-start', phase: 'stepgrpo', steps: 10 },
  'step-end': {
    time,
    kind: 'step-end',
    phase: 'stepgrpo',
    step: 1,
    metrics: { loss: 0.1, kl: null },
    durationMs: 12,
    stagesMs: { sample: 8, update: 4 },
  },
  'rollout-end': {
    time,
    kind: 'rollout-end',
    step: 1,
    sampleId: 's',
    question: 'q',
    solution: '11',
    completions: [
      {
        index: 0,
        text: '### The final answer is: 11',
        tokens: 9,
        finishReason: 'stop',
        total: 1,
        advantage: 0.7,
        rewards: {
          'step-accuracy': {
            value: 1,
            parts: [{ label: 'answer', value: 1, span: [25, 27], evidence: 'equal' }],
          },
          'step-validity': { value: null },
        },
      },
    ],
  },
  'eval-end': {
    time,
    kind: 'eval-end',
    phase: 'start',
    step: 0,
    slice: false,
    scores: { accuracy: estimate },
    byCategory: { sum: estimate },
    durationMs: 5,
  },
  'checkpoint-end': {
    time,
    kind: 'checkpoint-end',
    phase: 'warmup',
    step: 2,
    path: 'checkpoints/step-000002',
  },
  warning: { time, kind: 'warning', message: 'slow' },
  'run-end': { time, kind: 'run-end', outcome: 'done', durationMs: 100 },
};

it.each(Object.entries(events))('reads a %s event back from its JSON line', (_kind, event) => {
  expect(runEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
});

it.each([
  ['an unknown kind', { time, kind: 'step-begin' }],
  ['a missing time', { kind: 'warning', message: 'slow' }],
  ['a step that is no whole number', { ...events['run-resume'], step: 1.5 }],
  [
    'an estimate without its interval',
    { ...events['eval-end'], scores: { accuracy: { mean: 1, count: 2 } } },
  ],
  ['NaN, which JSON does not have', { ...events['step-end'], metrics: { loss: NaN } }],
])('refuses %s', (_name, event) => {
  expect(runEventSchema.safeParse(event).success).toBe(false);
});

it('keeps events of later versions readable: unknown fields are dropped, not refused', () => {
  expect(runEventSchema.parse({ ...events.warning, added: 1 })).toEqual(events.warning);
});
