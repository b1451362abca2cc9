import { closeCheck, exactCheck } from './check';

it('passes numbers within the tolerance, relative with a floor', () => {
  expect(closeCheck('a', [100.001, 1e-7], [100, 0])).toMatchObject({ passed: true });
  expect(closeCheck('a', [100.01], [100])).toMatchObject({
    passed: false,
    detail: 'number 0: 100.01, expected 100',
  });
  expect(closeCheck('a', [2e-6], [0])).toMatchObject({ passed: false });
});

it('takes NaN for NaN and an infinity for the same infinity, and nothing else for them', () => {
  expect(closeCheck('a', [NaN, Infinity, -0], [NaN, Infinity, 0])).toMatchObject({
    passed: true,
    maxError: 0,
  });
  expect(closeCheck('a', [1], [NaN])).toMatchObject({ passed: false, maxError: Infinity });
  expect(closeCheck('a', [-Infinity], [Infinity])).toMatchObject({ passed: false, maxError: Infinity });
});

it('fails lists of different length', () => {
  expect(closeCheck('a', [1], [1, 2])).toMatchObject({ passed: false, detail: '1 number(s), expected 2' });
});

it('says why an exact check failed, and only then', () => {
  expect(exactCheck('a', true, 'why')).toEqual({ name: 'a', maxError: 0, tolerance: 0, passed: true });
  expect(exactCheck('a', false, 'why')).toMatchObject({ passed: false, detail: 'why' });
});
