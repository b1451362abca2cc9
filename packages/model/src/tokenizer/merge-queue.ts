/** Positions are below 2^28 and ranks below 2^24: together an exact number that sorts by rank, then position. */
const positionBase = 2 ** 28;

/** A priority queue of merges: lowest rank first, leftmost position among equals. A binary heap of numbers. */
export class MergeQueue {
  private readonly heap: number[] = [];

  push(rank: number, at: number): void {
    const { heap } = this;
    const key = rank * positionBase + at;
    let child = heap.length;
    heap.push(key);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (heap[parent]! <= key) break;
      heap[child] = heap[parent]!;
      child = parent;
    }
    heap[child] = key;
  }

  pop(): { readonly rank: number; readonly at: number } | null {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return null;
    if (heap.length > 0) this.sink(last);
    const rank = Math.floor(top / positionBase);
    return { rank, at: top - rank * positionBase };
  }

  /** Puts a key in the place of the removed root. */
  private sink(key: number): void {
    const { heap } = this;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= key) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = key;
  }
}
