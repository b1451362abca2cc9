import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import { z } from 'zod';
import { openSafetensors } from '../checkpoint/safetensors';

const caseSchema = z.object({
  loss: z.number(),
  grad_norms: z.record(z.string(), z.number()).optional(),
  eos_variant: z.object({ eos_token_id: z.number().int() }).optional(),
});

const casesSchema = z.object({
  model: z.string(),
  tolerances: z.object({
    logits_max_abs: z.number(),
    greedy_logits_max_abs: z.number(),
    vision_embeds_max_abs: z.number(),
    vision_last_hidden_max_abs: z.number(),
    completion_logprobs_max_abs: z.number(),
    loss_abs: z.number(),
    grad_norms_relative: z.number(),
  }),
  cases: z.record(z.string(), caseSchema),
});

export type ModelCases = z.infer<typeof casesSchema>;

/** A folder of reference data: `cases.json`, `cases.safetensors` and the checkpoint they were made with. */
export interface CaseFolder {
  readonly path: string;
  readonly modelDirectory: string;
  readonly description: ModelCases;
  /** Names of all tensors. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** A tensor, integers as float32 too. Throws DataError when there is none. */
  read(name: string): Promise<HostTensor>;
  close(): Promise<void>;
}

/**
 * Opens a folder of reference data.
 *
 * Throws  DataError when `cases.json` does not have the expected layout
 */
export async function openCaseFolder(path: string): Promise<CaseFolder> {
  const jsonPath = join(path, 'cases.json');
  const parsed = casesSchema.safeParse(await readJson(jsonPath));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DataError(
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}.`,
      'point to a folder of model cases such as fixtures/qwen2-vl-tiny.',
      jsonPath,
    );
  }
  const file = await openSafetensors(join(path, 'cases.safetensors'));
  return {
    path,
    modelDirectory: join(path, parsed.data.model),
    description: parsed.data,
    names: [...file.entries.keys()],
    has: (name) => file.entries.has(name),
    read: (name) => file.read(name),
    close: () => file.close(),
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new DataError('cannot be read as JSON.', 'point to a folder of model cases.', path, { cause });
  }
}
