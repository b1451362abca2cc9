import { checkEqual, checkWithin, runCase } from './case-result';

it('counts differing elements and shows the first', () => {
  expect(checkEqual('ids', [1, 2, 3], [1, 5, 3, 4])).toEqual({
    name: 'ids',
    maxError: 2,
    tolerance: 0,
    passed: false,
    detail: 'at 1: 2 instead of 5',
  });
  expect(checkEqual('text', 'ab', 'ab')).toEqual({ name: 'text', maxError: 0, tolerance: 0, passed: true });
  expect(checkEqual('text', 'a', 'ab').detail).toBe('at 1: the end instead of "b"');
});

it('passes up to the tolerance, and fails on what is not a number', () => {
  expect(checkWithin('x', 2, 2).passed).toBe(true);
  expect(checkWithin('x', 2.1, 2).passed).toBe(false);
  expect(checkWithin('x', NaN, 2).passed).toBe(false);
});

it('makes a failed check of an error', async () => {
  const result = await runCase('broken', () => {
    throw new Error('boom');
  });
  expect(result.checks).toEqual([
    { name: 'runs', maxError: Infinity, tolerance: 0, passed: false, detail: 'boom' },
  ]);
});
