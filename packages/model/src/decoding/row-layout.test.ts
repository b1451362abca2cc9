import { compactLayout, fullLayout } from './row-layout';

it('gives each prompt a slot and each row of its group a place in it', () => {
  const layout = fullLayout(3, 2);
  expect(layout).toEqual({ slots: 3, perSlot: 2, rowOf: Int32Array.of(0, 1, 2, 3, 4, 5) });
  expect([...fullLayout(5, 1).rowOf]).toEqual([0, 1, 2, 3, 4, -1]);
});

it('compacts only when that saves a quarter of the rows that are computed', () => {
  const layout = fullLayout(8, 4);
  const first = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => 3 * i);
  expect(compactLayout(layout, first(25))).toBeUndefined();
  expect(compactLayout(layout, first(24))?.slots).toBe(24);
  const half = compactLayout(layout, first(9));
  expect(half?.slots).toBe(12);
  expect(half?.perSlot).toBe(1);
  expect([...(half?.rowOf ?? [])]).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, -1, -1, -1]);
  expect(compactLayout(half!, first(9))).toBeUndefined();
  expect(compactLayout(half!, first(2))?.rowOf).toHaveLength(8);
});
