import { existsSync, readdirSync } from 'node:fs';
import { ConfigError } from '@stepgrpo/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandIo } from '../io';
import { positiveInteger } from './option-values';
import { byteText, readByteCount } from '../plan/byte-text';
import { createReporter } from '../progress/reporter';

const help = `
Writes a checkpoint of the shape of a published model whose numbers are made up: seeded random weights in
the published names and files, and a synthetic tokenizer with the published special tokens. For trying
memory and speed without a download; it answers with noise.

Examples:
  stepgrpo model synthesize --preset qwen2-vl-2b --out checkpoints/synthetic-2b
  stepgrpo model synthesize --preset tiny --out checkpoints/synthetic-tiny --dtype float32 --seed 1
  stepgrpo model synthesize --preset qwen2-vl-2b --layers 7 --vision-layers 8 --out checkpoints/quarter
`;

interface SynthesizeCommandOptions {
  readonly preset: string;
  readonly out: string;
  readonly seed: string;
  readonly dtype: 'bfloat16' | 'float32';
  readonly shardSize: number;
  readonly layers?: number;
  readonly visionLayers?: number;
}

/** `stepgrpo model` */
export function modelCommand(io: CommandIo, finish: (exitCode: number) => void): Command {
  const synthesize = new Command('synthesize')
    .description('Write a checkpoint of a true shape with seeded random weights.')
    .requiredOption('--preset <name>', 'the shape: a named size such as qwen2-vl-2b')
    .requiredOption('--out <directory>', 'new or empty directory')
    .option('--seed <seed>', 'decides every weight', '0')
    .addOption(
      new Option('--dtype <type>', 'element type on disk')
        .choices(['bfloat16', 'float32'])
        .default('bfloat16'),
    )
    .option('--shard-size <bytes>', 'most bytes of weights in one file, such as 2GB', shardSize, 2e9)
    .option('--layers <count>', 'other than the published number of text layers', positiveInteger)
    .option('--vision-layers <count>', 'other than the published number of vision blocks', positiveInteger)
    .addHelpText('after', help)
    .action(async (options: SynthesizeCommandOptions) => {
      await synthesizeModel(options, io);
      finish(0);
    });
  return new Command('model')
    .description('Make checkpoints.')
    .addCommand(synthesize)
    .addHelpText('after', help);
}

async function synthesizeModel(options: SynthesizeCommandOptions, io: CommandIo): Promise<void> {
  const { out, seed, dtype, shardSize: shardBytes, layers, visionLayers } = options;
  const { parameterCount, presets, synthesizeCheckpoint } = await import('@stepgrpo/model');
  const shape = presets.get(options.preset)();
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new ConfigError(`the directory ${out} is not empty.`, 'give a new or an empty directory.', '--out');
  }
  const config = {
    ...shape,
    numLayers: layers ?? shape.numLayers,
    vision: { ...shape.vision, depth: visionLayers ?? shape.vision.depth },
  };
  const elementBytes = dtype === 'bfloat16' ? 2 : 4;
  const parameters = parameterCount(config);
  const progress = createReporter(io.stderr).start('megabytes', Math.ceil((parameters * elementBytes) / 1e6));
  const { files, totalBytes } = await synthesizeCheckpoint({
    config,
    directory: out,
    seed,
    dtype,
    shardBytes,
    onProgress: (bytes) => progress.update(Math.ceil(bytes / 1e6)),
  });
  progress.end();
  io.stdout.write(
    `${out}: ${parameters.toLocaleString('en')} synthetic weights, ${byteText(totalBytes)} of ${dtype} in ${files.length} file(s)\n`,
  );
}

function shardSize(value: string): number {
  const bytes = readByteCount(value);
  if (bytes === undefined) throw new InvalidArgumentError('give a size such as 500MB or 2GB.');
  return bytes;
}
