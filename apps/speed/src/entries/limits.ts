import { hostTensor, resolveBackend, specOf, tf } from '@stepgrpo/tensor';
import type { Limits, Measured } from '../entry';
import { median, spread, timePasses } from '../measure';

const side = 1024;
/** Products in one run: handing 4 MB over and back is not part of a product. */
const chained = 4;
/** Far beyond any cache. */
const bufferBytes = 512 * 2 ** 20;

/** Measures what everything else is compared with: a matrix product, and reading memory. */
export async function measureLimits(
  threads: number,
): Promise<{ readonly limits: Limits; readonly rows: readonly Measured[] }> {
  const product = await productRow(threads);
  const reading = await readingRow(threads);
  return { limits: { matmulGflops: product.value, readGBps: reading.value }, rows: [product, reading] };
}

async function productRow(threads: number): Promise<Measured> {
  const { backend } = await resolveBackend({ threads });
  const matrix = hostTensor(
    Float32Array.from({ length: side * side }, (_, i) => Math.sin(i)),
    [side, side],
  );
  const inputs = { a: matrix, b: matrix };
  const program = await backend.compile(({ a, b }: { readonly a: tf.Tensor; readonly b: tf.Tensor }) => {
    let product = a;
    for (let i = 0; i < chained; i++) product = tf.matMul(product, b);
    return { largest: tf.max(product) };
  }, specOf(inputs));
  const times = await timePasses({ warmup: 5, counted: 25 }, () => program.run(inputs));
  await backend.dispose();
  const value = (chained * 2 * side ** 3) / (median(times) * 1e6);
  return {
    name: 'limit/matmul-1024',
    value,
    unit: 'GFLOP/s',
    limit: null,
    share: null,
    details: spread(times),
  };
}

/** Sums a buffer with a few accumulators a thread through ONNX Runtime: one load a number, hardly any arithmetic. */
async function readingRow(threads: number): Promise<Measured> {
  const { backend } = await resolveBackend({ threads });
  const columns = 4096;
  const rows = bufferBytes / 4 / columns;
  const inputs = { x: hostTensor(new Float32Array(rows * columns).fill(1), [rows, columns]) };
  const program = await backend.compile(
    ({ x }: { readonly x: tf.Tensor }) => ({ sums: tf.max(x, 1) }),
    specOf(inputs),
  );
  const times = await timePasses({ warmup: 2, counted: 9 }, () => program.run(inputs));
  await backend.dispose();
  const value = bufferBytes / (median(times) * 1e6);
  return { name: 'limit/memory-read', value, unit: 'GB/s', limit: null, share: null, details: spread(times) };
}
