import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';
import { readChatTemplate } from './qwen2-vl/chat-template';
import { encodePrompt } from './qwen2-vl/encode-prompt';
import { cachingImageEncoder } from './qwen2-vl/image-cache';
import { createImageProcessor } from './qwen2-vl/image-processor';
import type { PixelLimits } from './qwen2-vl/image-processor-config';
import { readImageProcessorConfig, withPixelLimits } from './qwen2-vl/image-processor-config';
import { imageToken, padToken, turnEndToken } from './qwen2-vl/special-tokens';
import type { TextBundle } from './text-bundle';
import type { BundleFiles } from './text-bundle-files';
import { jsonOf, readBundleFiles, writeBundleFiles } from './text-bundle-files';
import type { Tokenizer } from './tokenizer';
import { createTokenizer } from './tokenizer';
import { readTokenizerSpec } from './tokenizer/read-tokenizer';

/** A bundle with its tokenizer, for those who need character positions of tokens. */
export interface TokenizerTextBundle extends TextBundle {
  readonly tokenizer: Tokenizer;
}

/**
 * Opens the tokenizer, chat template and image processor of a checkpoint directory.
 *
 * Range   minPixels, maxPixels: area of a resized image in pixels; they win over the checkpoint's, also when saving
 * Throws  CheckpointError when a file is missing, broken or of another architecture
 */
export async function loadTextBundle(
  directory: string,
  options: PixelLimits = {},
): Promise<TokenizerTextBundle> {
  return openTextBundle(await readBundleFiles(directory), directory, options);
}

/** Opens a bundle from the contents of its files. `save` writes the same files, with the limits in force. */
export function openTextBundle(
  files: BundleFiles,
  place: string,
  limits: PixelLimits = {},
): TokenizerTextBundle {
  const tokenizer = createTokenizer(readTokenizerSpec(files, place));
  const template = readChatTemplate(files, place);
  const processor = createImageProcessor(readImageProcessorConfig(files, place, limits));
  const roles = readRoles(files, place, tokenizer);
  const encoder = {
    tokenizer,
    template,
    imageTokenId: roles.imageTokenId,
    mergeSize: processor.config.mergeSize,
    encodeImage: cachingImageEncoder(processor),
  };
  return {
    ...roles,
    vocabSize: tokenizer.vocabSize,
    specialTokens: tokenizer.specialTokens,
    tokenizer,
    encodeText: (text) => tokenizer.encode(text, { parseSpecial: false }),
    decodeText: (ids) => tokenizer.decode(ids, { skipSpecial: true }),
    decodeWithStarts: (ids) => tokenizer.decodeWithOffsets(ids, { skipSpecial: true }),
    encodePrompt: (sample) => encodePrompt(sample, encoder),
    save: (directory) => writeBundleFiles(withPixelLimits(files, place, limits), directory),
  };
}

const tokenId = z.number().int().nonnegative();
const generationSchema = z.looseObject({
  eos_token_id: z.union([tokenId.transform((id) => [id]), z.array(tokenId).min(1)]).nullish(),
});
const tokenName = z.union([
  z.string(),
  z.looseObject({ content: z.string() }).transform((token) => token.content),
]);
const configSchema = z.looseObject({ eos_token: tokenName.nullish(), pad_token: tokenName.nullish() });

function readRoles(files: BundleFiles, place: string, tokenizer: Tokenizer) {
  const idOf = (token: string): number => {
    const id = tokenizer.specialTokens.get(token);
    if (id !== undefined) return id;
    throw new CheckpointError(
      `${place}: the tokenizer has no special token ${token}.`,
      'use the tokenizer files of a Qwen2-VL checkpoint.',
    );
  };
  const read = <T extends z.ZodType>(schema: T, name: 'generation_config.json' | 'tokenizer_config.json') => {
    const parsed = schema.safeParse(jsonOf(files, name, place) ?? {});
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new CheckpointError(
      `${join(place, name)}: ${issue?.path.join('.')}: ${issue?.message}.`,
      'use the file of a Qwen2-VL checkpoint.',
    );
  };
  const config = read(configSchema, 'tokenizer_config.json');
  const generation = read(generationSchema, 'generation_config.json');
  return {
    endTokenIds: generation.eos_token_id ?? [
      ...new Set([idOf(config.eos_token ?? turnEndToken), idOf(padToken)]),
    ],
    imageTokenId: idOf(imageToken),
    padTokenId: idOf(config.pad_token ?? padToken),
  };
}
