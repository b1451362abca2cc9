import { ConfigError, type EncodedPrompt, type Sample } from '@stepgrpo/core';
import type { Vocabulary } from './presets';

/** Everything of a checkpoint that turns samples into tokens and tokens into text: tokenizer, chat template, image processor. */
export interface TextBundle {
  readonly vocabSize: number;
  /** Drawing any of these ends a completion. */
  readonly endTokenIds: readonly number[];
  readonly imageTokenId: number;
  readonly padTokenId: number;
  /** Special tokens written out in the text become their ids; none are added. */
  encodeText(text: string): number[];
  decodeText(tokenIds: readonly number[]): string;
  encodePrompt(sample: Sample): Promise<EncodedPrompt>;
  /** Writes the tokenizer, template and processor files of a Hugging Face checkpoint. */
  save(directory: string): Promise<void>;
}

/**
 * The vocabulary of a new model that speaks through `text`.
 *
 * Throws  ConfigError when the tokenizer lacks a token that Qwen2-VL needs
 */
export function vocabularyOf(text: TextBundle): Vocabulary {
  const idOf = (token: string): number => {
    const ids = text.encodeText(token);
    const [id] = ids;
    if (id === undefined || ids.length > 1) {
      throw new ConfigError(
        `The tokenizer has no token ${token}: it splits it into ${ids.length} tokens.`,
        'train the tokenizer with the special tokens of Qwen2-VL.',
      );
    }
    return id;
  };
  return {
    size: text.vocabSize,
    tokens: {
      bos: idOf('<|endoftext|>'),
      eos: idOf('<|im_end|>'),
      visionStart: idOf('<|vision_start|>'),
      visionEnd: idOf('<|vision_end|>'),
      vision: idOf('<|vision_pad|>'),
      image: text.imageTokenId,
      video: idOf('<|video_pad|>'),
    },
  };
}
