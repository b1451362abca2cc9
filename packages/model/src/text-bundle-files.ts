import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';

/** The files of a checkpoint that a text bundle reads and writes: tokenizer, chat template, image processor. */
export const bundleFileNames = [
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'chat_template.json',
  'chat_template.jinja',
  'preprocessor_config.json',
  'processor_config.json',
  'video_preprocessor_config.json',
  'generation_config.json',
] as const;

export type BundleFileName = (typeof bundleFileNames)[number];

/** Contents by name. Files that do not exist have no entry. */
export type BundleFiles = ReadonlyMap<BundleFileName, string>;

/** Far above the tokenizer of any published model (Qwen2-VL: 7 MB). */
const maxFileBytes = 64 * 1024 * 1024;

/** Reads those of the files that the directory has. */
export async function readBundleFiles(directory: string): Promise<BundleFiles> {
  const files = new Map<BundleFileName, string>();
  for (const name of bundleFileNames) {
    const content = await readIfPresent(join(directory, name));
    if (content !== null) files.set(name, content);
  }
  return files;
}

/** Writes the files into a directory, which is made if it does not exist. */
export async function writeBundleFiles(files: BundleFiles, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [name, content] of files) await writeFile(join(directory, name), content);
}

/** The parsed content of a JSON file; undefined when the directory has none. */
export function jsonOf(files: BundleFiles, name: BundleFileName, place: string): unknown {
  const content = files.get(name);
  if (content === undefined) return undefined;
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new CheckpointError(`${join(place, name)} is not JSON: ${reasonOf(cause)}.`, 'download it again.', {
      cause,
    });
  }
}

async function readIfPresent(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new CheckpointError(`Cannot read ${path}: ${reasonOf(cause)}.`, 'check the file and its rights.', {
      cause,
    });
  });
  if (bytes === null) return null;
  if (bytes.length <= maxFileBytes) return new TextDecoder().decode(bytes);
  throw new CheckpointError(
    `${path} has ${bytes.length} bytes; at most ${maxFileBytes} are read.`,
    'check that it is the file it is named for.',
  );
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
