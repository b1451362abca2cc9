import type { EncodedImage, EncodedPrompt, ImageSource, ImageSpan, Sample } from '@stepgrpo/core';
import { CheckpointError, DataError } from '@stepgrpo/core';
import type { Tokenizer } from '../tokenizer';
import type { ChatMessage, ChatTemplate } from './chat-template';
import { imageTokenCount } from './image-processor';

/** What turns a sample into a prompt. */
export interface PromptEncoder {
  readonly tokenizer: Tokenizer;
  readonly template: ChatTemplate;
  /** Id of the token that one image renders as, and that is repeated once per square of patches. */
  readonly imageTokenId: number;
  readonly mergeSize: number;
  encodeImage(source: ImageSource): Promise<EncodedImage>;
}

/**
 * The messages of a sample: one user turn with its images first, in order, then the question; the other way round
 * where the sample wants its images after the question.
 *
 * Source  jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py, make_conversation_image
 */
export function messagesOf(sample: Sample): ChatMessage[] {
  const images = sample.images.map(() => ({ type: 'image' }));
  const question = { type: 'text', text: sample.question };
  const content = sample.imagePlacement === 'after-question' ? [question, ...images] : [...images, question];
  return [{ role: 'user', content }];
}

/**
 * A sample as the policy reads it: messages, rendered, tokenised, each image token repeated t h w / mergeSize^2 times.
 *
 * A question that spells a special token is refused rather than escaped: as text it would end the turn or stand for an
 * image that is not there, and any rewording would be another question.
 *
 * Source  huggingface/transformers models/qwen2_vl/processing_qwen2_vl.py
 * Throws  DataError when the question spells a special token or an image cannot be read;
 *         CheckpointError when the template does not render one image token per image
 */
export async function encodePrompt(sample: Sample, encoder: PromptEncoder): Promise<EncodedPrompt> {
  const { tokenizer, template, imageTokenId, mergeSize } = encoder;
  refuseSpecialTokens(sample, tokenizer);
  const rendered = tokenizer.encode(template.render(messagesOf(sample)));
  const placeholders = rendered.filter((id) => id === imageTokenId).length;
  if (placeholders !== sample.images.length) {
    throw new CheckpointError(
      `The chat template rendered ${placeholders} image tokens for ${sample.images.length} images.`,
      'use the chat template of a Qwen2-VL checkpoint.',
    );
  }
  const images: EncodedImage[] = [];
  for (const source of sample.images) images.push(await encodeImageOf(sample, source, encoder));
  return { ...expandImageTokens(rendered, { imageTokenId, images, mergeSize }), images };
}

/** Repeats each image token as often as its image has tokens, and says where the runs are. */
export function expandImageTokens(
  ids: readonly number[],
  options: { imageTokenId: number; images: readonly Pick<EncodedImage, 'grid'>[]; mergeSize: number },
): { tokenIds: number[]; imageSpans: ImageSpan[] } {
  const tokenIds: number[] = [];
  const imageSpans: ImageSpan[] = [];
  for (const id of ids) {
    const image = id === options.imageTokenId ? options.images[imageSpans.length] : undefined;
    const length = image ? imageTokenCount(image.grid, options.mergeSize) : 1;
    if (image) imageSpans.push({ start: tokenIds.length, length });
    for (let i = 0; i < length; i++) tokenIds.push(id);
  }
  return { tokenIds, imageSpans };
}

function refuseSpecialTokens({ id, question }: Sample, tokenizer: Tokenizer): void {
  for (const token of tokenizer.specialTokens.keys()) {
    if (!question.includes(token)) continue;
    throw new DataError(
      `the question contains the special token ${token}.`,
      'take it out of the question, or remove the sample.',
      `sample ${id}`,
    );
  }
}

async function encodeImageOf(
  sample: Sample,
  source: ImageSource,
  encoder: PromptEncoder,
): Promise<EncodedImage> {
  try {
    return await encoder.encodeImage(source);
  } catch (cause) {
    if (!(cause instanceof DataError)) throw cause;
    const told = cause.message.slice(0, -` Fix: ${cause.fix}`.length);
    const isNamed = source.kind !== 'file' || told.startsWith(`${source.path}: `);
    const what = isNamed ? told : `${source.path}: ${told.slice(`${cause.place}: `.length)}`;
    throw new DataError(what, cause.fix, `sample ${sample.id}`, { cause });
  }
}
