import { mropePositions } from './positions';

const axes = (ids: Int32Array): number[][] => {
  const length = ids.length / 3;
  return [0, 1, 2].map((axis) => [...ids.subarray(axis * length, (axis + 1) * length)]);
};

it('counts text on all axes alike', () => {
  const { ids, delta } = mropePositions(4, [], 2);
  expect(axes(ids)).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2, 3],
    [0, 1, 2, 3],
  ]);
  expect(delta).toBe(0);
});

it('gives an image of 4 x 6 patches its rows and columns, and goes on after the longer side', () => {
  const { ids, delta } = mropePositions(9, [{ start: 2, grid: [1, 4, 6] }], 2);
  expect(axes(ids)).toEqual([
    [0, 1, 2, 2, 2, 2, 2, 2, 5],
    [0, 1, 2, 2, 2, 3, 3, 3, 5],
    [0, 1, 2, 3, 4, 2, 3, 4, 5],
  ]);
  expect(delta).toBe(6 - 9);
});

it('steps through the frames of a video', () => {
  const { ids } = mropePositions(4, [{ start: 0, grid: [2, 2, 4] }], 2);
  expect(axes(ids)).toEqual([
    [0, 0, 1, 1],
    [0, 0, 0, 0],
    [0, 1, 0, 1],
  ]);
});

it('refuses spans that overlap or reach past the end', () => {
  const grid = [1, 4, 4] as const;
  expect(() => mropePositions(5, [{ start: 2, grid }], 2)).toThrow('does not fit');
  expect(() =>
    mropePositions(
      9,
      [
        { start: 0, grid },
        { start: 3, grid },
      ],
      2,
    ),
  ).toThrow('does not fit');
});
