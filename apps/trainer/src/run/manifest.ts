import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';

const manifestName = 'manifest.json';

const manifestSchema = z.strictObject({
  version: z.literal(1),
  /** Path inside the directory, with `/`, to the SHA-256 of the file in hexadecimal. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** Writes `manifest.json`: the SHA-256 of every other file below `directory`. */
export function writeManifest(directory: string): void {
  const files = Object.fromEntries(
    filesBelow(directory).map((file) => [file, sha256(join(directory, file))]),
  );
  writeFileSync(join(directory, manifestName), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
}

/**
 * Checks every file of a directory against its manifest.
 *
 * Throws  CheckpointError that names the first file that is missing, changed or not listed
 */
export function verifyManifest(directory: string): void {
  const { files } = readManifest(directory);
  const present = new Set(filesBelow(directory));
  for (const [file, expected] of Object.entries(files)) {
    if (!present.has(file)) throw damaged(directory, `${file} is missing`);
    if (sha256(join(directory, file)) !== expected)
      throw damaged(directory, `${file} has changed since it was written`);
  }
  for (const file of present)
    if (!Object.hasOwn(files, file)) throw damaged(directory, `${file} is not in the manifest`);
}

/** One hash for everything a manifest lists: two directories with equal files have equal digests. */
export function manifestDigest(directory: string): string {
  const entries = Object.entries(readManifest(directory).files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

function readManifest(directory: string): z.infer<typeof manifestSchema> {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(directory, manifestName), 'utf8')));
  } catch (cause) {
    throw damaged(directory, `${manifestName} cannot be read`, { cause });
  }
}

function damaged(directory: string, what: string, options?: ErrorOptions): CheckpointError {
  return new CheckpointError(
    `The checkpoint ${directory} is damaged: ${what}.`,
    'remove this directory and resume from the checkpoint before it.',
    options,
  );
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== manifestName)
    .sort();
}

function sha256(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1 << 20);
  const descriptor = openSync(path, 'r');
  try {
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
