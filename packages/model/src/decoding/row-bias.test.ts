import { allowPosition, rowBias } from './row-bias';

it('shows each row its prompt, what is written, and itself', () => {
  const bias = rowBias({ promptLengths: [2, 0], promptWidth: 3, completionWidth: 2, written: 1 });
  const open = (row: number): boolean[] =>
    [...bias.subarray(row * 6, (row + 1) * 6)].map((value) => value === 0);
  expect(open(0)).toEqual([true, true, false, true, false, true]);
  expect(open(1)).toEqual([false, false, false, true, false, true]);
  allowPosition(bias, 2, 4);
  expect(open(0)).toEqual([true, true, false, true, true, true]);
  expect(Math.exp(Math.max(...bias.subarray(2, 3)))).toBe(0);
});
