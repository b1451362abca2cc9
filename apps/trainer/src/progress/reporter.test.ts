import { createReporter, silentReporter } from './reporter';

function record({ isTTY = false, intervalMs = 5000 } = {}) {
  const written: string[] = [];
  let clock = 0;
  const reporter = createReporter(
    { isTTY, write: (text: string) => written.push(text) },
    { now: () => clock, intervalMs },
  );
  return { reporter, written, advance: (ms: number) => (clock += ms) };
}

it('writes plain lines with phase, step, ETA and details', () => {
  const { reporter, written, advance } = record();
  const task = reporter.start('warm-up', 4);
  advance(10_000);
  task.update(1, 'loss 2.1');
  expect(written).toEqual(['warm-up  1/4  ETA 30s  loss 2.1\n']);
});

it('throttles plain lines, but always writes the last', () => {
  const { reporter, written, advance } = record();
  const task = reporter.start('warm-up', 100);
  for (let done = 1; done <= 100; done++) {
    advance(100);
    task.update(done);
  }
  expect(written.length).toBe(3); // after 0.5 s, 5.5 s and at the end
  expect(written.at(-1)).toMatch(/100\/100/);
});

it('counts only what was done since a resumed start', () => {
  const { reporter, written, advance } = record();
  const task = reporter.start('stepgrpo', 10, { done: 8 });
  advance(2000);
  task.update(9);
  expect(written).toEqual(['stepgrpo  9/10  ETA 2s\n']);
});

it('has a silent form', () => {
  expect(() => silentReporter.start('x', 1).update(1)).not.toThrow();
});
