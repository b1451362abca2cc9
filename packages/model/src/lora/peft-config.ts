import { CheckpointError, type LoraConfig } from '@stepgrpo/core';
import { z } from 'zod';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { linearModules, type LinearModule } from './lora-modules';

/** What an `adapter_config.json` says. */
export interface PeftConfig {
  readonly rank: number;
  readonly alpha: number;
  readonly dropout: number;
  readonly rslora: boolean;
  /** Names or ends of paths; null where the file has a pattern, which is not evaluated, or nothing. */
  readonly targets: readonly string[] | null;
  /** Directory or Hub name of the weights the adapter was trained on. */
  readonly base: string | null;
}

const isAbsent = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Settings of PEFT that change what an adapter computes, and that are not supported. */
const unsupported = [
  'use_dora',
  'modules_to_save',
  'rank_pattern',
  'alpha_pattern',
  'layer_replication',
  'lora_bias',
  'fan_in_fan_out',
  'alora_invocation_tokens',
  'target_parameters',
  'trainable_token_indices',
] as const;

const schema = z.looseObject({
  peft_type: z.literal('LORA'),
  r: z.number().int().positive(),
  lora_alpha: z.number().positive(),
  lora_dropout: z.number().min(0).lt(1).default(0),
  use_rslora: z.boolean().nullish(),
  bias: z.literal('none').default('none'),
  target_modules: z.union([z.string(), z.array(z.string())]).nullish(),
  base_model_name_or_path: z.string().nullish(),
});

/**
 * The config of an adapter from the text of its `adapter_config.json`.
 *
 * Throws  CheckpointError that names the key when it is missing, ill-typed, or of a kind of adapter that is not supported
 */
export function parsePeftConfig(text: string, file: string): PeftConfig {
  const json = parseJson(text, file);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CheckpointError(
      `${file}: ${issue?.path.join('.')}: ${issue?.message}.`,
      'use an adapter that PEFT saved from a LoraConfig with bias "none".',
    );
  }
  const { data } = parsed;
  const extra = unsupported.find((key) => !isAbsent(data[key]));
  if (extra !== undefined) {
    throw new CheckpointError(
      `${file}: ${extra} is ${JSON.stringify(data[extra])}, which this package does not compute.`,
      'merge the adapter with PEFT and load the merged checkpoint.',
    );
  }
  const targets = data.target_modules;
  return {
    rank: data.r,
    alpha: data.lora_alpha,
    dropout: data.lora_dropout,
    rslora: data.use_rslora ?? false,
    targets: Array.isArray(targets) ? targets : null,
    base: data.base_model_name_or_path ?? null,
  };
}

/**
 * The text of `adapter_config.json`.
 *
 * Linears are listed by name where that means the adapted ones and no others, else by a pattern that does.
 *
 * Source  huggingface/peft src/peft/tuners/lora/config.py
 */
export function formatPeftConfig(
  { rank, alpha, dropout, rslora }: LoraConfig,
  parts: { readonly model: Qwen2VlConfig; readonly adapted: ReadonlySet<string>; readonly base: string },
): string {
  const modules = linearModules(parts.model);
  const json = {
    alpha_pattern: {},
    auto_mapping: null,
    base_model_name_or_path: parts.base,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    layers_pattern: null,
    layers_to_transform: null,
    lora_alpha: alpha,
    lora_dropout: dropout,
    modules_to_save: null,
    peft_type: 'LORA',
    r: rank,
    rank_pattern: {},
    revision: null,
    target_modules: targetModules(modules, parts.adapted),
    task_type: 'CAUSAL_LM',
    use_dora: false,
    use_rslora: rslora,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function targetModules(modules: readonly LinearModule[], adapted: ReadonlySet<string>): string | string[] {
  const chosen = modules.filter(({ path }) => adapted.has(path));
  const names = distinct(chosen);
  const others = new Set(distinct(modules.filter(({ path }) => !adapted.has(path))));
  if (!names.includes('proj') && names.every((name) => !others.has(name))) return names;
  // "proj" would also match the patch embedding, which is no linear
  const text = distinct(chosen.filter(({ part }) => part === 'text')).join('|');
  const vision = distinct(chosen.filter(({ part }) => part === 'vision')).join('|');
  const patterns = [
    ...(text === '' ? [] : [`.*\\blayers\\.\\d+\\.(?:self_attn|mlp)\\.(?:${text})`]),
    ...(vision === '' ? [] : [`.*\\bblocks\\.\\d+\\.(?:attn|mlp)\\.(?:${vision})`]),
  ];
  return patterns.join('|');
}

function distinct(modules: readonly LinearModule[]): string[] {
  return [...new Set(modules.map(({ name }) => name))];
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${file} is not JSON.`, 'fetch the file again.', { cause });
  }
}
