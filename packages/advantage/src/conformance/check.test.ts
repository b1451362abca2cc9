import { closeCheck, failed } from './check';

it('passes numbers within the tolerance, relative down to 0.01', () => {
  expect(closeCheck('a', [1 + 1e-11, 1e-13], [1, 0])).toMatchObject({ passed: true });
  expect(closeCheck('a', [1.1, 2], [1, 2])).toMatchObject({
    passed: false,
    detail: 'number 0: 1.1, expected 1',
  });
  expect(closeCheck('a', [1], [1, 2])).toMatchObject({ passed: false, detail: '1 number(s), expected 2' });
});

it('takes NaN for NaN and an infinity for the same infinity, and nothing else for them', () => {
  expect(closeCheck('a', [NaN, -Infinity], [NaN, -Infinity])).toMatchObject({ passed: true, maxError: 0 });
  expect(closeCheck('a', [0], [NaN]).passed).toBe(false);
  expect(closeCheck('a', [Infinity], [-Infinity]).passed).toBe(false);
});

it('says why', () => {
  expect(failed('a', 0, 'why')).toEqual({
    name: 'a',
    maxError: Infinity,
    tolerance: 0,
    passed: false,
    detail: 'why',
  });
});
