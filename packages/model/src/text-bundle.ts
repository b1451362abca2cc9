import { ConfigError, type EncodedPrompt, type Sample } from '@stepgrpo/core';
import type { Vocabulary } from './presets';

/** Everything of a checkpoint that turns samples into tokens and tokens into text: tokenizer, chat template, image processor. */
export interface TextBundle {
  readonly vocabSize: number;
  /** Drawing any of these ends a completion. */
  readonly endTokenIds: readonly number[];
  readonly imageTokenId: number;
  readonly padTokenId: number;
  /** Ids by content, `<|im_end|>` and the like. */
  readonly specialTokens: ReadonlyMap<string, number>;
  /** A special token that is spelled in the text stays text: data cannot end a turn or stand for an image. */
  encodeText(text: string): number[];
  /** Leaves special tokens out. */
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
    const id = text.specialTokens.get(token);
    if (id === undefined) {
      throw new ConfigError(
        `The tokenizer has no special token ${token}.`,
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
