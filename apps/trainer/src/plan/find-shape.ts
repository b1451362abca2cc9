import { existsSync } from 'node:fs';
import { ConfigError, type ModelConfig } from '@stepgrpo/core';
import { presets, readConfig, type Qwen2VlConfig } from '@stepgrpo/model';

/** The shape of a model, and where it was read. */
export interface FoundShape {
  readonly shape: Qwen2VlConfig;
  readonly from: string;
}

/** Tokens of a preset's own tokenizer where the config does not say. */
const defaultVocabulary = 512;

/**
 * The shape of a config's model without its weights: its config.json, or the published shape that its name speaks of.
 *
 * Throws  ConfigError when there is neither
 */
export async function findShape({ path, preset, vocabSize }: ModelConfig): Promise<FoundShape> {
  if (path === undefined) {
    const shape = presets.get(preset ?? '')();
    return { shape: { ...shape, vocabSize: vocabSize ?? defaultVocabulary }, from: `the preset ${preset}` };
  }
  if (existsSync(path)) return { shape: await readConfig(path), from: `${path}/config.json` };
  const size = /qwen2-vl-(2b|7b)/i.exec(path)?.[1]?.toLowerCase();
  if (size !== undefined) {
    const name = `qwen2-vl-${size}`;
    return { shape: presets.get(name)(), from: `the published shape ${name}, as ${path} is not here` };
  }
  throw new ConfigError(
    `there is no ${path}, and its name tells no published shape.`,
    'give a directory that exists, or a name with Qwen2-VL-2B or Qwen2-VL-7B in it.',
    'model.path',
  );
}
