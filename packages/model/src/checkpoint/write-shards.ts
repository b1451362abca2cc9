import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@stepgrpo/core';
import { elementBytes, type ElementType } from './element-types';

/** A tensor that is written piece by piece, so that it never has to be in memory as a whole. */
export interface StreamedTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The bytes, little-endian, in order; a piece may be reused once the next one is asked for. */
  pieces(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** What was written. */
export interface WrittenShards {
  readonly files: readonly string[];
  /** Bytes of the tensors, headers not counted. */
  readonly totalBytes: number;
}

/**
 * Writes tensors to one safetensors file, or to several with an index, as transformers lays them out. Memory holds a piece.
 *
 * Range   shardBytes: most bytes of tensors in one file; a larger tensor gets a file of its own
 * Source  huggingface/safetensors README "Format"; model.safetensors.index.json of Qwen/Qwen2-VL-2B-Instruct
 * Throws  ConfigError when `shardBytes` is no positive number, or a tensor gives another number of bytes than its shape takes
 */
export async function writeShards(
  directory: string,
  tensors: readonly StreamedTensor[],
  { shardBytes, onProgress }: { readonly shardBytes: number; readonly onProgress?: (bytes: number) => void },
): Promise<WrittenShards> {
  const shards = planShards(tensors, shardBytes);
  const names = shards.map((_, i) => shardName(i, shards.length));
  let done = 0;
  for (const [i, shard] of shards.entries()) {
    await writeShard(join(directory, names[i]!), shard, (bytes) => onProgress?.((done += bytes)));
  }
  const totalBytes = tensors.reduce((total, tensor) => total + byteSize(tensor), 0);
  if (shards.length > 1) {
    const entries = shards.flatMap((shard, i) => shard.map(({ name }) => [name, names[i]!] as const));
    const index = { metadata: { total_size: totalBytes }, weight_map: Object.fromEntries(entries) };
    await writeFile(join(directory, 'model.safetensors.index.json'), `${JSON.stringify(index, null, 2)}\n`);
  }
  return { files: names, totalBytes };
}

/** Tensors in their order, as many to a shard as fit. */
export function planShards<T extends Pick<StreamedTensor, 'type' | 'shape'>>(
  tensors: readonly T[],
  shardBytes: number,
): readonly (readonly T[])[] {
  if (!(shardBytes > 0)) {
    throw new ConfigError(`a shard of ${shardBytes} bytes.`, 'give a size above 0.', 'shardBytes');
  }
  const shards: T[][] = [];
  let free = 0;
  for (const tensor of tensors) {
    const bytes = byteSize(tensor);
    if (shards.length === 0 || bytes > free) {
      shards.push([]);
      free = shardBytes;
    }
    shards.at(-1)!.push(tensor);
    free -= bytes;
  }
  return shards;
}

function shardName(index: number, count: number): string {
  if (count <= 1) return 'model.safetensors';
  const digits = (value: number): string => String(value).padStart(5, '0');
  return `model-${digits(index + 1)}-of-${digits(count)}.safetensors`;
}

async function writeShard(
  path: string,
  tensors: readonly StreamedTensor[],
  onWritten: (bytes: number) => void,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(shardHeader(tensors));
    for (const tensor of tensors) {
      let written = 0;
      for await (const piece of tensor.pieces()) {
        await file.writeFile(piece);
        written += piece.byteLength;
        onWritten(piece.byteLength);
      }
      if (written !== byteSize(tensor)) {
        throw new ConfigError(
          `"${tensor.name}" gave ${written} bytes; ${tensor.type} of shape [${tensor.shape.join(', ')}] takes ${byteSize(tensor)}.`,
          'let its pieces hold exactly its elements.',
        );
      }
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Length and JSON header; padded with spaces so that the data starts at a multiple of 8 bytes. */
function shardHeader(tensors: readonly StreamedTensor[]): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let offset = 0;
  for (const tensor of tensors) {
    const end = offset + byteSize(tensor);
    header[tensor.name] = { dtype: tensor.type, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

function byteSize({ type, shape }: Pick<StreamedTensor, 'type' | 'shape'>): number {
  return shape.reduce((bytes, dimension) => bytes * dimension, elementBytes[type]);
}
