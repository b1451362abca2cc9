import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostTensor } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { formatConfig } from '../qwen2-vl/format-config';
import type { TextBundle } from '../text-bundle';
import { writeSafetensors } from './safetensors';

/**
 * Writes a checkpoint directory that transformers and this project load: float32 weights under their published names, the
 * config in the published layout, generation settings (greedy), and the files of the text side.
 */
export async function saveCheckpoint(
  directory: string,
  parts: {
    readonly config: Qwen2VlConfig;
    readonly weights: Readonly<Record<string, HostTensor>>;
    readonly text: TextBundle;
  },
): Promise<void> {
  const config: Qwen2VlConfig = { ...parts.config, dtype: 'float32' };
  await mkdir(directory, { recursive: true });
  await parts.text.save(directory);
  await saveConfig(directory, { config, text: parts.text });
  await writeSafetensors(join(directory, 'model.safetensors'), parts.weights);
}

/** Writes `config.json` and `generation_config.json` (greedy). */
export async function saveConfig(
  directory: string,
  { config, text }: { readonly config: Qwen2VlConfig; readonly text: TextBundle },
): Promise<void> {
  const generation = {
    bos_token_id: config.tokens.bos,
    do_sample: false,
    eos_token_id: text.endTokenIds,
    pad_token_id: text.padTokenId,
    transformers_version: '4.41.2',
  };
  await writeFile(join(directory, 'config.json'), formatConfig(config));
  await writeFile(join(directory, 'generation_config.json'), `${JSON.stringify(generation, null, 2)}\n`);
}
