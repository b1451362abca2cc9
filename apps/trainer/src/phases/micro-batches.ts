/** The rows in pieces of `size`; the last one may be shorter. */
export function chunks<Row>(rows: readonly Row[], size: number): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

/**
 * One number per row and token, zero where a row is shorter.
 *
 * Shapes  n rows of at most `width` numbers -> [rows, width], row-major
 */
export function padded(
  values: readonly ArrayLike<number>[],
  [rows, width]: readonly [rows: number, width: number],
): Float32Array {
  const data = new Float32Array(rows * width);
  values.forEach((row, i) => data.set(row, i * width));
  return data;
}
