import { open, stat, type FileHandle } from 'node:fs/promises';
import { CheckpointError } from '@stepgrpo/core';
import { hostTensor, toBfloat16, type HostTensor } from '@stepgrpo/tensor';
import { decodeElements, elementBytes } from './element-types';
import { headerLength, parseHeader, type TensorEntry } from './safetensors-header';

/** How a tensor is read. */
export interface ReadOptions {
  readonly keepBfloat16?: boolean;
}

/** An open safetensors file: its header is read and checked, its tensors are read one by one. */
export interface SafetensorsFile {
  readonly path: string;
  readonly entries: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * One tensor, as float32; with `keepBfloat16`, one that is bfloat16 in the file stays so, without a copy.
   *
   * Throws  CheckpointError when there is none of that name, or the file changed
   */
  read(name: string, options?: ReadOptions): Promise<HostTensor>;
  close(): Promise<void>;
}

/**
 * Opens a safetensors file. Nothing beyond the header is read, and nothing large is allocated before the header is known good.
 *
 * Throws  CheckpointError when the file is absent or breaks the format
 */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const { size } = await stat(path).catch((cause: unknown) => {
    throw new CheckpointError(`There is no file ${path}.`, 'check the path of the checkpoint.', { cause });
  });
  const file = await open(path, 'r');
  try {
    const length = headerLength(await readBytes(file, 0, Math.min(8, size), path), size, path);
    const text = new TextDecoder().decode(await readBytes(file, 8, length, path));
    const dataStart = 8 + length;
    const { entries, metadata } = parseHeader(text, size - dataStart, path);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    return {
      path,
      entries: byName,
      metadata,
      async read(name, { keepBfloat16 = false } = {}) {
        const entry = byName.get(name);
        if (entry === undefined) {
          throw new CheckpointError(`${path} holds no tensor "${name}".`, 'use a complete checkpoint.');
        }
        const bytes = await readBytes(file, dataStart + entry.start, entry.end - entry.start, path);
        if (keepBfloat16 && entry.type === 'BF16')
          return hostTensor(new Uint16Array(bytes.buffer), entry.shape);
        return hostTensor(decodeElements(entry.type, bytes), entry.shape);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Element types that can be written. */
export type WrittenType = 'F32' | 'BF16' | 'I32';

/**
 * Writes tensors to a safetensors file, one after the other in the order given; float32 tensors as `type`.
 *
 * Source  huggingface/safetensors README "Format"; the header is padded with spaces to a multiple of 8 bytes
 */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, HostTensor>>,
  {
    type = 'F32',
    metadata = { format: 'pt' },
  }: { readonly type?: 'F32' | 'BF16'; readonly metadata?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const dtype = writtenType(tensor, type);
    const end = offset + tensor.data.length * elementBytes[dtype];
    header[name] = { dtype, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  padded.set(text);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
  const file = await open(path, 'w');
  try {
    await file.writeFile(length);
    await file.writeFile(padded);
    for (const tensor of Object.values(tensors)) await file.writeFile(bytesOf(tensor, type));
    await file.sync();
  } finally {
    await file.close();
  }
}

function writtenType({ dtype }: HostTensor, type: 'F32' | 'BF16'): WrittenType | 'BOOL' {
  switch (dtype) {
    case 'float32':
      return type;
    case 'int32':
      return 'I32';
    case 'bool':
      return 'BOOL';
    case 'bfloat16':
      return 'BF16';
    default:
      return dtype satisfies never;
  }
}

function bytesOf({ data }: HostTensor, type: 'F32' | 'BF16'): Uint8Array {
  const stored = data instanceof Float32Array && type === 'BF16' ? toBfloat16(data) : data;
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

async function readBytes(
  file: FileHandle,
  position: number,
  length: number,
  path: string,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(
      bytes,
      filled,
      Math.min(length - filled, 1 << 30),
      position + filled,
    );
    if (bytesRead === 0)
      throw new CheckpointError(`${path} ended while it was read.`, 'fetch the file again.');
    filled += bytesRead;
  }
  return bytes;
}
