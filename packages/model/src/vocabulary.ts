import { ConfigError } from '@stepgrpo/core';
import type { SpecialTokenIds } from './qwen2-vl/config';

/** The tokens a model is made for. */
export interface Vocabulary {
  /** Rows of the embedding. */
  readonly size: number;
  readonly tokens: SpecialTokenIds;
}

/**
 * The vocabulary of a new model that speaks through a text bundle.
 *
 * Throws  ConfigError when the tokenizer lacks a token that Qwen2-VL needs
 */
export function vocabularyOf(text: {
  readonly vocabSize: number;
  readonly tokenizer: { readonly specialTokens: ReadonlyMap<string, number> };
}): Vocabulary {
  const idOf = (token: string): number => {
    const id = text.tokenizer.specialTokens.get(token);
    if (id === undefined) {
      const known = [...text.tokenizer.specialTokens.keys()].join(', ');
      throw new ConfigError(
        `The tokenizer has no special token ${token}; it has: ${known}.`,
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
      image: idOf('<|image_pad|>'),
      video: idOf('<|video_pad|>'),
    },
  };
}
