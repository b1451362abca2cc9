import type { RunEvent } from '@stepgrpo/core';
import { createRecorder } from './recorder';

it('adds the time, writes every event and keeps all but the texts', async () => {
  const written: RunEvent[] = [];
  const log = {
    write: (event: RunEvent) => void written.push(event),
    sync: () => 7,
    close: async () => undefined,
  };
  const recorder = createRecorder(log, { now: () => new Date(0) });
  recorder.record({ kind: 'warning', message: 'w' });
  recorder.record({
    kind: 'rollout-end',
    step: 1,
    sampleId: 's',
    question: 'q',
    solution: '1',
    completions: [],
  });
  expect(written.map(({ kind, time }) => [kind, time])).toEqual([
    ['warning', '1970-01-01T00:00:00.000Z'],
    ['rollout-end', '1970-01-01T00:00:00.000Z'],
  ]);
  expect(recorder.events).toEqual([written[0]]);
  expect(recorder.sync()).toBe(7);
});
