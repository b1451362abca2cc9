import { rowsIn, rowsLine } from './child-process';

const row = {
  name: 'a',
  value: 1,
  unit: 'ms',
  limit: null,
  share: null,
  peakRssBytes: 5,
  details: { leastMs: 1 },
};

it('finds the rows among other output', () => {
  expect(rowsIn(`a warning\n${rowsLine([row])}bye\n`)).toEqual([row]);
  expect(() => rowsIn('nothing')).toThrow('wrote no rows');
});
