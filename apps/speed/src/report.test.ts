import { machineLine, table } from './report';

const row = {
  name: 'train-step/1.6M',
  value: 180.4,
  unit: 'ms',
  limit: 90.21,
  share: 0.5,
  peakRssBytes: 4e8,
  details: { gflops: 110.6, leastMs: 170, mostMs: 200.5, passes: 11 },
};

it('lines rows up as a table', () => {
  const [head, rule, line] = table([row]).split('\n');
  expect(line).toContain('| train-step/1.6M | 180   | ms   | 90.2  | 0.50  | 400 MB');
  expect(line).toContain('170 to 201 ms, 11 passes | gflops 111 |');
  expect(new Set([head, rule, line].map((text) => text?.length)).size).toBe(1);
});

it('leaves out what is not known', () => {
  expect(table([{ ...row, limit: null, share: null, details: {} }])).toContain(
    '| ms   |       |       | 400 MB',
  );
});

it('says what machine it was and how busy', () => {
  const machine = {
    processor: 'X',
    threads: 2,
    memoryBytes: 24e9,
    platform: 'linux x64',
    node: '20',
    loadBefore: 0.25,
  };
  expect(machineLine(machine)).toBe('X, 2 threads, 24 GB, linux x64, Node 20; load before: 0.3');
});
