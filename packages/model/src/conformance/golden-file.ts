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
