import { hostTensor, resolveBackend, scalarTensor, specOf } from '@stepgrpo/tensor';
import { entropyRank, entropyThreshold, highEntropyMask } from './high-entropy-mask';

describe.each(['ort-cpu', 'tfjs-cpu'])('on %s', (prefer) => {
  const select = async (entropies: number[], mask: number[], share: number): Promise<[number, number[]]> => {
    const { backend } = await resolveBackend({ prefer, threads: 1 });
    const rank = entropyRank(mask.filter((kept) => kept === 1).length, share);
    const inputs = {
      entropies: hostTensor(entropies, [1, entropies.length]),
      mask: hostTensor(mask, [1, mask.length]),
      rank: { indices: hostTensor(Int32Array.from(rank.indices)), weight: scalarTensor(rank.weight) },
    };
    const program = await backend.compile((given) => {
      const threshold = entropyThreshold(given.entropies, given.mask, given.rank);
      return { threshold, selected: highEntropyMask(given.entropies, given.mask, threshold) };
    }, specOf(inputs));
    const { threshold, selected } = await program.run(inputs);
    await backend.dispose();
    return [threshold.data[0]!, [...selected.data]];
  };

  it('keeps the upper share of the tokens that count', async () => {
    // counted: 1, 2, 3, 4, 5; share 0.4 -> rank 0.6 * 4 = 2.4 -> 3.4
    const [threshold, selected] = await select([3, 99, 1, 5, 2, 4], [1, 0, 1, 1, 1, 1], 0.4);
    expect(threshold).toBeCloseTo(3.4, 5);
    expect(selected).toEqual([0, 0, 0, 1, 0, 1]);
  });

  it('keeps everything for a share of 1, the highest for 0, ties, and nothing of nothing', async () => {
    expect((await select([3, 1, 2], [1, 1, 1], 1))[1]).toEqual([1, 1, 1]);
    expect((await select([3, 1, 2], [1, 1, 1], 0))[1]).toEqual([1, 0, 0]);
    expect((await select([2, 2, 1], [1, 1, 1], 0.3))[1]).toEqual([1, 1, 0]);
    expect((await select([2, 2], [0, 0], 0.5))[1]).toEqual([0, 0]);
  });
});

it('rounds share and weight to float32 and the position not', () => {
  const { indices, weight } = entropyRank(11, 0.7);
  const position = Math.fround(0.3) * 10; // a little above 3
  expect(indices).toEqual([7, 6]);
  expect(weight).toBe(Math.fround(position - 3));
});
