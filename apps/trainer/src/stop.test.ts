import { EventEmitter } from 'node:events';
import { silentReporter } from './progress/reporter';
import { stopOnSignals } from './stop';

function fakeProcess() {
  const exits: number[] = [];
  return Object.assign(new EventEmitter(), { exits, exit: (code: number) => exits.push(code) });
}

it('requests a stop at the first signal and exits at the second', () => {
  const target = fakeProcess();
  const stop = stopOnSignals(target, silentReporter);
  expect(stop.requested).toBe(false);
  target.emit('SIGINT');
  expect([stop.requested, stop.signal.aborted, target.exits]).toEqual([true, true, []]);
  target.emit('SIGTERM');
  expect(target.exits).toEqual([130]);
});

it('removes its handlers', () => {
  const target = fakeProcess();
  stopOnSignals(target, silentReporter).release();
  expect(target.listenerCount('SIGINT') + target.listenerCount('SIGTERM')).toBe(0);
});
