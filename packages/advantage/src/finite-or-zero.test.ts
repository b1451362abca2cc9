import { finiteAsTorch, finiteOrZero } from './finite-or-zero';

it('keeps numbers and turns everything else into 0', () => {
  expect([1.5, -2, NaN, Infinity, -Infinity].map(finiteOrZero)).toEqual([1.5, -2, 0, 0, 0]);
});

it('keeps the sign of infinities where TRL does', () => {
  expect([1.5, NaN, Infinity, -Infinity].map(finiteAsTorch)).toEqual([
    1.5,
    0,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
  ]);
});
