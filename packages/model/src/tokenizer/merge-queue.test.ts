import fc from 'fast-check';
import { MergeQueue } from './merge-queue';

it('gives back the lowest rank first, and the leftmost of equals', () => {
  const merge = fc.record({ rank: fc.nat(20), at: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(merge), (merges) => {
      const queue = new MergeQueue();
      for (const { rank, at } of merges) queue.push(rank, at);
      const sorted = [...merges].sort((a, b) => a.rank - b.rank || a.at - b.at);
      expect(merges.map(() => queue.pop())).toEqual(sorted);
      expect(queue.pop()).toBeNull();
    }),
  );
});
