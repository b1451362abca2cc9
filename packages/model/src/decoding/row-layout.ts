import { bucketOf } from '../policy/shape-buckets';

/** Which row of the session each computed row is. Computed row s * perSlot + i belongs to the prompt of slot s. */
export interface RowLayout {
  readonly slots: number;
  readonly perSlot: number;
  /** [slots * perSlot]: row of the session, or -1 for padding. */
  readonly rowOf: Int32Array;
}

/** Fewest rows a compacted layout computes: below, a step costs the same. */
const SMALLEST = 8;

/** One slot a prompt, its whole group in it; padded with empty slots. */
export function fullLayout(prompts: number, groupSize: number): RowLayout {
  const slots = bucketOf(prompts);
  const rowOf = Int32Array.from({ length: slots * groupSize }, (_, i) => (i < prompts * groupSize ? i : -1));
  return { slots, perSlot: groupSize, rowOf };
}

/**
 * A layout of the active rows alone, one a slot, when that saves at least a quarter of the computed rows; otherwise nothing.
 */
export function compactLayout(current: RowLayout, active: Int32Array): RowLayout | undefined {
  const slots = Math.max(SMALLEST, bucketOf(active.length));
  if (slots > 0.75 * current.rowOf.length) return undefined;
  const rowOf = new Int32Array(slots).fill(-1);
  rowOf.set(active);
  return { slots, perSlot: 1, rowOf };
}
