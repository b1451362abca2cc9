import type { Rng } from '@stepgrpo/core';
import { epochOrder } from '@stepgrpo/data';

/**
 * The samples of each step: epochs in seeded order, one after the other without a gap, so that none is dropped.
 *
 * Shapes   step -> `perStep` indices below `length`
 * Example  with length 3 and perStep 2, step 1 has the last of epoch 0 and the first of epoch 1
 */
export function sampleStream(
  length: number,
  { perStep, rng }: { readonly perStep: number; readonly rng: Rng },
): (step: number) => readonly number[] {
  const orders = new Map<number, readonly number[]>();
  const orderOf = (epoch: number): readonly number[] => {
    const known = orders.get(epoch);
    if (known !== undefined) return known;
    const order = epochOrder(length, epoch, rng);
    for (const old of orders.keys()) if (old < epoch - 1) orders.delete(old);
    orders.set(epoch, order);
    return order;
  };
  return (step) =>
    Array.from({ length: perStep }, (_, i) => {
      const position = step * perStep + i;
      return orderOf(Math.floor(position / length))[position % length]!;
    });
}
