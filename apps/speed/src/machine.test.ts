import { machineSchema, peakOf, peakRssBytes, thisMachine } from './machine';

it('reads the peak of a process status', () => {
  expect(peakOf('Name:\tnode\nVmPeak:\t 99 kB\nVmHWM:\t   120 kB\nVmRSS:\t 80 kB\n')).toBe(120 * 1024);
  expect(peakOf('Name:\tnode\n')).toBeNull();
});

it('describes this machine', () => {
  expect(machineSchema.parse(thisMachine()).threads).toBeGreaterThan(0);
  expect(peakRssBytes()).toBeGreaterThan(1e7);
});
