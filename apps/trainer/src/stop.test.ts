import { EventEmitter } from 'node:events';
import { silentReporter } from './progress/reporter';
import { stopOnSignals } from './stop';

function fakeProcess() {
  const exits: number[] = [];
  return Object.assign(new EventEmitter(), { exits, exit: (code: number) => exits.push(code) });
}

it('requests a stop at the first signal and exits at the second, which is not an echo of the first', () => {
  const target = fakeProcess();
  let clock = 0;
  const stop = stopOnSignals(target, silentReporter, () => clock);
  expect(stop.requested).toBe(false);
  target.emit('SIGINT');
  expect([stop.requested, stop.signal.aborted, target.exits]).toEqual([true, true, []]);
  clock = 5;
  target.emit('SIGINT'); // npm passes on what the terminal sent already
  expect(target.exits).toEqual([]);
  clock = 2000;
  target.emit('SIGTERM');
  expect(target.exits).toEqual([130]);
});

it('removes its handlers', () => {
  const target = fakeProcess();
  stopOnSignals(target, silentReporter).release();
  expect(target.listenerCount('SIGINT') + target.listenerCount('SIGTERM')).toBe(0);
});
