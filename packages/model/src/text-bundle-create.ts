import { ConfigError } from '@stepgrpo/core';
import { defaultSystemPrompt, qwen2VlChatTemplate } from './qwen2-vl/default-chat-template';
import { clipMean, clipStd } from './qwen2-vl/image-processor-config';
import { padToken, qwen2VlSpecialTokens, turnEndToken } from './qwen2-vl/special-tokens';
import type { BundleFileName } from './text-bundle-files';
import type { TokenizerTextBundle } from './text-bundle-load';
import { openTextBundle } from './text-bundle-load';
import { tokenizerFiles } from './tokenizer/tokenizer-files';
import type { TokenizerSpec } from './tokenizer/tokenizer-spec';
import { trainBpe } from './tokenizer/train-bpe';

/** What a bundle of one's own is made from. */
export interface TextBundleOptions {
  /** Texts like those the policy will read and write. */
  readonly corpus: readonly string[];
  /** At most so many tokens, the 256 bytes and 8 special ones included. */
  readonly vocabSize: number;
  /** Bounds of the area of a resized image, in pixels. */
  readonly minPixels: number;
  readonly maxPixels: number;
  /** Mean and standard deviation of each channel (red, green, blue), of pixels in [0, 1]; CLIP's when absent. */
  readonly imageMean?: readonly [number, number, number];
  readonly imageStd?: readonly [number, number, number];
  /** The system turn of every prompt; none when empty. */
  readonly systemPrompt?: string;
}

/**
 * A tokenizer trained on the corpus, with a Qwen2-VL chat template and image processor: the text side of a model from
 * scratch, in files that transformers' AutoProcessor reads.
 *
 * Throws  ConfigError when an option is out of range
 */
export function createTextBundle(options: TextBundleOptions): TokenizerTextBundle {
  const { corpus, vocabSize, systemPrompt = defaultSystemPrompt } = options;
  checkSystemPrompt(systemPrompt);
  const turns = `system\n${systemPrompt}\nuser\nassistant\n`;
  const spec = trainBpe({
    corpus: [...corpus, ...corpus.map(() => turns)],
    vocabSize,
    specialTokens: qwen2VlSpecialTokens,
  });
  return bundleOfTokenizer(spec, options);
}

/** A bundle around a tokenizer that exists; the rest as in `createTextBundle`. */
export function bundleOfTokenizer(
  spec: TokenizerSpec,
  options: Omit<TextBundleOptions, 'corpus' | 'vocabSize'>,
): TokenizerTextBundle {
  const { minPixels, maxPixels, systemPrompt = defaultSystemPrompt } = options;
  checkLimits(minPixels, maxPixels);
  checkNormalisation(options);
  checkSystemPrompt(systemPrompt);
  const chatTemplate = qwen2VlChatTemplate(systemPrompt);
  const files = new Map<BundleFileName, string>([
    ...tokenizerFiles(spec, { endToken: turnEndToken, padToken, chatTemplate }),
    ['chat_template.json', json({ chat_template: chatTemplate })],
    ['preprocessor_config.json', json(preprocessorConfig(options))],
  ]);
  return openTextBundle(files, 'the new text bundle');
}

function checkLimits(minPixels: number, maxPixels: number): void {
  const areValid = [minPixels, maxPixels].every((value) => Number.isSafeInteger(value) && value > 0);
  if (areValid && minPixels <= maxPixels) return;
  throw new ConfigError(
    `image limits from ${minPixels} to ${maxPixels} pixels.`,
    'give whole numbers with 0 < minPixels <= maxPixels.',
    'minPixels, maxPixels',
  );
}

function checkNormalisation({
  imageMean = clipMean,
  imageStd = clipStd,
}: Omit<TextBundleOptions, 'corpus' | 'vocabSize'>): void {
  if (imageMean.every(Number.isFinite) && imageStd.every((std) => Number.isFinite(std) && std > 0)) return;
  throw new ConfigError(
    `an image mean of [${imageMean.join(', ')}] with a deviation of [${imageStd.join(', ')}].`,
    'give finite means, and deviations above 0.',
    'imageMean, imageStd',
  );
}

function checkSystemPrompt(systemPrompt: string): void {
  const special = qwen2VlSpecialTokens.find((token) => systemPrompt.includes(token));
  const isPrintable = /^[^\p{Cc}\p{Cs}]*$/u.test(systemPrompt.replace(/[\n\t]/g, ' '));
  if (special === undefined && isPrintable) return;
  throw new ConfigError(
    `the system prompt contains ${special ?? 'a control character'}.`,
    'write plain text.',
    'systemPrompt',
  );
}

/** Source  Qwen/Qwen2-VL-2B-Instruct preprocessor_config.json, with limits and normalisation of one's own */
function preprocessorConfig({
  minPixels,
  maxPixels,
  imageMean = clipMean,
  imageStd = clipStd,
}: Omit<TextBundleOptions, 'corpus' | 'vocabSize'>) {
  return {
    min_pixels: minPixels,
    max_pixels: maxPixels,
    patch_size: 14,
    temporal_patch_size: 2,
    merge_size: 2,
    image_mean: imageMean,
    image_std: imageStd,
    image_processor_type: 'Qwen2VLImageProcessor',
    processor_class: 'Qwen2VLProcessor',
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
