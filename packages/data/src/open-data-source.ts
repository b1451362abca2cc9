import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { DataSourceConfig, Sample } from '@stepgrpo/core';
import { digitsSource } from './digits/digits-source';
import { readR1Vl } from './r1-vl';
import { hashFile } from './records';
import { assertSampleIndex } from './sample-source';
import type { SampleSource } from './sample-source';
import { readSft } from './sft';

type FileConfig = Extract<DataSourceConfig, { path: string }>;

/**
 * The samples a config asks for. Files are read, validated and hashed here; the hash covers their bytes and the
 * limit, not the bytes of the images.
 *
 * Throws  ConfigError or UnknownNameError for options that do not work, DataError for broken data
 */
export async function openDataSource(config: DataSourceConfig): Promise<SampleSource> {
  switch (config.kind) {
    case 'digits':
      return digitsSource(config);
    case 'r1-vl':
      return fileSource(config, await readR1Vl(config.path, config));
    case 'sft':
      return fileSource(config, await readSft(config.path, config));
    default:
      return config satisfies never;
  }
}

async function fileSource(
  { kind, path, limit }: FileConfig,
  samples: readonly Sample[],
): Promise<SampleSource> {
  const bounds = { name: `${kind}/${basename(path)}`, length: samples.length };
  const hash = createHash('sha256').update(JSON.stringify({ kind, limit, file: await hashFile(path) }));
  return {
    ...bounds,
    hash: hash.digest('hex'),
    get(index) {
      assertSampleIndex(index, bounds);
      return samples[index]!;
    },
    describe: () => `${kind}: ${samples.length} samples of ${path}`,
  };
}
