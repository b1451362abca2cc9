import { flatten } from './flatten';

it('opens tables and lists of tables, and keeps other lists whole', () => {
  expect(flatten({ a: { b: 1, absent: undefined }, list: [{ x: 2 }], pair: [2, 4], empty: {} })).toEqual([
    { path: ['a', 'b'], value: 1 },
    { path: ['list', 0, 'x'], value: 2 },
    { path: ['pair'], value: [2, 4] },
  ]);
});
