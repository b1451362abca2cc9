import { open, type FileHandle } from 'node:fs/promises';
import { CheckpointError } from '@stepgrpo/core';
import { widened, type HostTensor } from '@stepgrpo/tensor';
import { toBfloat16, toFloat16 } from './element-types';
import { openSafetensors } from './safetensors';
import type { TensorEntry } from './safetensors-header';

/**
 * Writes a safetensors file with the header of another one, byte by byte, and new numbers: the same names, order, shapes,
 * element types and metadata. One tensor is in memory at a time.
 *
 * Throws  CheckpointError when the source is damaged, has a type other than F32, BF16 and F16, or a tensor of another size
 */
export async function rewriteSafetensors(
  source: string,
  target: string,
  valueOf: (name: string) => HostTensor,
): Promise<void> {
  const file = await openSafetensors(source);
  try {
    const output = await open(target, 'w');
    try {
      await output.writeFile(await headerBytes(source));
      const ordered = [...file.entries.values()].sort((a, b) => a.start - b.start || a.end - b.end);
      for (const entry of ordered) await output.writeFile(encoded(entry, valueOf(entry.name), source));
    } finally {
      await output.close();
    }
  } finally {
    await file.close();
  }
}

/** The length and the header, as they are. */
async function headerBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const length = Buffer.alloc(8);
    await fill(file, length);
    const header = Buffer.alloc(8 + Number(length.readBigUInt64LE()));
    await fill(file, header);
    return header;
  } finally {
    await file.close();
  }
}

async function fill(file: FileHandle, buffer: Buffer): Promise<void> {
  for (let filled = 0; filled < buffer.length;) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, filled);
    if (bytesRead === 0)
      throw new CheckpointError('A weight file ended while it was read.', 'fetch it again.');
    filled += bytesRead;
  }
}

function encoded({ name, type, shape }: TensorEntry, tensor: HostTensor, place: string): Uint8Array {
  if (type === 'BF16' && tensor.dtype === 'bfloat16' && tensor.shape.join() === shape.join())
    return bytesOf(tensor.data as Uint16Array);
  const { data } = widened(tensor);
  const count = shape.reduce((size, dimension) => size * dimension, 1);
  if (!(data instanceof Float32Array) || data.length !== count) {
    throw new CheckpointError(
      `"${name}" of ${place} has ${count} numbers; the policy has ${data.length}.`,
      'export with the checkpoint that the policy was loaded from.',
    );
  }
  switch (type) {
    case 'F32':
      return bytesOf(data);
    case 'BF16':
      return bytesOf(toBfloat16(data));
    case 'F16':
      return bytesOf(toFloat16(data));
    default:
      throw new CheckpointError(
        `"${name}" of ${place} is ${type}; weights are written as F32, BF16 or F16.`,
        'export without that checkpoint as source.',
      );
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
