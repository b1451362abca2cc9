import { readFile } from 'node:fs/promises';
import { DataError } from '@stepgrpo/core';
import type { z } from 'zod';

/**
 * A JSON file of golden data, checked against its schema.
 *
 * Throws  DataError when it is absent or of another layout
 */
export async function readGoldenFile<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  const fix = 'name a folder in the layout of shared/fixtures/qwen2-vl-tiny.';
  const json = await readFile(path, 'utf8')
    .then(
      (text) => JSON.parse(text) as unknown,
      (cause: unknown) => {
        throw new DataError('cannot be read.', fix, path, { cause });
      },
    )
    .catch((cause: unknown) => {
      throw cause instanceof DataError ? cause : new DataError('is not JSON.', fix, path, { cause });
    });
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DataError(`${issue?.path.join('.')}: ${issue?.message}.`, fix, path);
}

/** The float32 tensors of a small safetensors file, by name. */
export async function readGoldenTensors(path: string): Promise<ReadonlyMap<string, Float32Array>> {
  try {
    const bytes = await readFile(path);
    const headerBytes = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as Record<
      string,
      { dtype?: string; data_offsets: [number, number] }
    >;
    const data = bytes.subarray(8 + headerBytes);
    const floats = Object.entries(header).filter(([, entry]) => entry.dtype === 'F32');
    return new Map(
      floats.map(
        ([
          name,
          {
            data_offsets: [start, end],
          },
        ]) => [name, new Float32Array(Uint8Array.from(data.subarray(start, end)).buffer)],
      ),
    );
  } catch (cause) {
    throw new DataError('is not a readable safetensors file.', 'fetch the golden data again.', path, {
      cause,
    });
  }
}
