import { DataError } from '@stepgrpo/core';

/** An array of unsigned bytes as the IDX format holds it. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major; a view of the file's bytes. */
  readonly data: Uint8Array;
}

/** The type code of unsigned bytes: the third byte of the magic number. */
const unsignedByte = 0x08;

/**
 * Reads an IDX file of unsigned bytes and checks its magic number, rank and size.
 *
 * Shapes  big-endian: magic [0, 0, type, rank], rank sizes of 32 bits, then the values
 * Source  Y. LeCun, C. Cortes, C. Burges: the MNIST database, "file formats"
 * Throws  DataError when the magic number, the rank or the size is another
 */
export function parseIdx(bytes: Uint8Array, { rank, place }: { rank: number; place: string }): IdxArray {
  const reinstall = 'reinstall the package the file came from (npm ci).';
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) {
    const what = `the file has ${bytes.length} bytes, its header alone needs ${headerBytes}.`;
    throw new DataError(what, reinstall, place);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expected = (unsignedByte << 8) | rank;
  const magic = view.getUint32(0);
  if (magic !== expected) {
    throw new DataError(`the magic number is ${magic}, expected ${expected}.`, reinstall, place);
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== headerBytes + size) {
    const what = `the header promises ${shape.join(' x ')} bytes after it, the file has ${bytes.length - headerBytes}.`;
    throw new DataError(what, reinstall, place);
  }
  return { shape, data: bytes.subarray(headerBytes) };
}
