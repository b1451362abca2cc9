import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import type { ByLayer } from './decode-step';

/** Shape of a cache that lives in JavaScript memory: [entries, heads, length, width], for keys and values of each layer. */
export interface CacheShape {
  readonly layers: number;
  /** Slots or rows. */
  readonly entries: number;
  readonly heads: number;
  readonly length: number;
  readonly width: number;
}

/** Keys and values of all layers; compiled functions read the arrays in place. */
export interface LayerCache {
  readonly shape: CacheShape;
  readonly keys: ByLayer<HostTensor>;
  readonly values: ByLayer<HostTensor>;
}

/** A cache of zeros. */
export function createLayerCache(shape: CacheShape): LayerCache {
  const { layers, entries, heads, length, width } = shape;
  const make = (): ByLayer<HostTensor> =>
    Object.fromEntries(
      Array.from({ length: layers }, (_, layer) => [
        String(layer),
        hostTensor(new Float32Array(entries * heads * length * width), [entries, heads, length, width]),
      ]),
    );
  return { shape, keys: make(), values: make() };
}

/**
 * Copies the first `filled` positions of entries into another cache: entry `sources[i]` becomes entry i; -1 leaves zeros.
 * Lengths may differ.
 */
export function copyEntries(from: LayerCache, to: LayerCache, sources: Int32Array, filled: number): void {
  forEachPair(from, to, (source, target) => {
    const { heads, width } = to.shape;
    const fromStride = from.shape.length * width;
    const toStride = to.shape.length * width;
    sources.forEach((entry, i) => {
      if (entry < 0) return;
      for (let head = 0; head < heads; head++) {
        const start = (entry * heads + head) * fromStride;
        target.set(source.subarray(start, start + filled * width), (i * heads + head) * toStride);
      }
    });
  });
}

/**
 * Stores the newest key and value of each entry at one position.
 *
 * Shapes  fresh [2 * layers, entries, heads, width], key before value
 */
export function writePosition(cache: LayerCache, position: number, fresh: Float32Array): void {
  const { layers, entries, heads, length, width } = cache.shape;
  const rows = entries * heads;
  let read = 0;
  for (let layer = 0; layer < layers; layer++) {
    for (const side of [cache.keys, cache.values]) {
      const target = dataOf(side, layer);
      for (let row = 0; row < rows; row++) {
        let write = (row * length + position) * width;
        for (const end = write + width; write < end; write++, read++) target[write] = fresh[read] ?? 0;
      }
    }
  }
}

function forEachPair(
  from: LayerCache,
  to: LayerCache,
  visit: (source: Float32Array, target: Float32Array) => void,
): void {
  for (let layer = 0; layer < to.shape.layers; layer++) {
    visit(dataOf(from.keys, layer), dataOf(to.keys, layer));
    visit(dataOf(from.values, layer), dataOf(to.values, layer));
  }
}

function dataOf(side: ByLayer<HostTensor>, layer: number): Float32Array {
  return (side[String(layer)] as HostTensor).data as Float32Array;
}
