import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '@stepgrpo/core';
import { openRunLog, readRunLog } from './run-log';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepgrpo-log-'));
  path = join(directory, 'events.jsonl');
});
afterEach(() => rmSync(directory, { recursive: true }));

const warning = (message: string): RunEvent => ({
  kind: 'warning',
  time: '2025-01-01T00:00:00.000Z',
  message,
});

it('appends events that can be read back', async () => {
  for (const message of ['one', 'two']) {
    const log = openRunLog(path);
    log.write(warning(message));
    await log.close();
  }
  expect(readRunLog(path)).toEqual([warning('one'), warning('two')]);
});

it('returns to what a checkpoint has recorded, a broken line included', async () => {
  const log = openRunLog(path);
  log.write(warning('kept'));
  const keepBytes = log.sync();
  log.write(warning('after the checkpoint'));
  await log.close();
  appendFileSync(path, '{"kind":"warn');
  const resumed = openRunLog(path, { keepBytes });
  resumed.write(warning('again'));
  await resumed.close();
  expect(readRunLog(path)).toEqual([warning('kept'), warning('again')]);
});

it('leaves out a last line that was cut short', () => {
  writeFileSync(path, `${JSON.stringify(warning('whole'))}\n{"kind":"warn`);
  expect(readRunLog(path)).toEqual([warning('whole')]);
});

it('names a line that is not an event', () => {
  writeFileSync(path, `${JSON.stringify(warning('whole'))}\n{"kind":"unknown"}\n`);
  expect(() => readRunLog(path)).toThrow(/events\.jsonl:2: is not a run event/);
});

it('refuses a log that is shorter than its checkpoint', () => {
  writeFileSync(path, '');
  expect(() => openRunLog(path, { keepBytes: 10 })).toThrow(/holds 0 bytes/);
});

it('never throws while writing, and reports the first failure when closed', async () => {
  const log = openRunLog(path);
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  log.write(circular as unknown as RunEvent);
  log.write(warning('still running'));
  await expect(log.close()).rejects.toThrow(/circular/i);
  expect(readRunLog(path)).toEqual([warning('still running')]);
});
