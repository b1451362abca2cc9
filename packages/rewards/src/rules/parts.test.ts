import { cumulativeShares, withPoints } from './parts';

it('cuts points into shares that add up exactly, from the left', () => {
  for (const count of [1, 2, 3, 7, 10, 49]) {
    for (const alpha of [0.1, 0.3, 1]) {
      const of = (m: number): number => (m / count) * alpha;
      const shares = cumulativeShares(count, of);
      expect(shares).toHaveLength(count);
      shares.reduce((total, share, i) => {
        expect(total + share).toBe(of(i + 1));
        return total + share;
      }, 0);
    }
  }
  expect(cumulativeShares(0, () => 1)).toEqual([]);
});

it('leaves out a place that is not there', () => {
  expect(withPoints({ label: 'a', evidence: 'b' }, 0.5)).toEqual({ label: 'a', value: 0.5, evidence: 'b' });
  expect(withPoints({ label: 'a', evidence: 'b', span: [1, 2] }, 0.5)).toMatchObject({ span: [1, 2] });
});
