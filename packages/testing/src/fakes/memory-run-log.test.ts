import type { RunEvent } from '@stepgrpo/core';
import { memoryRunLog } from './memory-run-log';

const time = '2025-03-17T00:00:00.000Z';

it('keeps events in order', async () => {
  const log = memoryRunLog();
  log.write({ time, kind: 'phase-start', phase: 'warmup', steps: 3 });
  log.write({ time, kind: 'warning', message: 'slow' });
  expect(log.events.map(({ kind }) => kind)).toEqual(['phase-start', 'warning']);
  await log.close();
  expect(log.closed).toBe(true);
});

it('does not throw into the loop, but says at the end what broke the schema', async () => {
  const log = memoryRunLog();
  log.write({ time, kind: 'phase-start', phase: 'warmup', steps: 0.5 });
  log.write({ time, kind: 'no-such-kind' } as unknown as RunEvent);
  expect(log.events).toEqual([]);
  await expect(log.close()).rejects.toThrow('steps');
});
