/**
 * Sizes to pad to, so that few distinct shapes are ever compiled.
 */

/** The smallest multiple of `step` that holds `count`; at least `step`. */
export function roundUp(count: number, step: number): number {
  return Math.max(1, Math.ceil(count / step)) * step;
}

/** The smallest of 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, … (at most a third is padding beyond 2) that holds `count`. */
export function bucketOf(count: number): number {
  let power = 1;
  while (power < count) power *= 2;
  const between = (power / 4) * 3;
  return power >= 4 && between >= count ? between : power;
}

/** Padded length of token sequences: multiples of 32, coarser where they are long. */
export function lengthBucket(length: number): number {
  if (length <= 256) return roundUp(length, 32);
  return roundUp(length, length <= 1024 ? 64 : 256);
}

/** Padded number of patches of a frame; at least 16. */
export function patchBucket(patches: number): number {
  return Math.max(16, bucketOf(patches));
}
