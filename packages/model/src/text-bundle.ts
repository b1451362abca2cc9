import type { EncodedPrompt, Sample } from '@stepgrpo/core';
import type { DecodingWithOffsets } from './tokenizer';

/** A decoded text, and where in it each token begins, in UTF-16 units. */
export type DecodingWithStarts = Pick<DecodingWithOffsets, 'text' | 'starts'>;

/** Everything between a sample and the numbers a network reads: tokenizer, chat template and image processor. */
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
  decodeText(ids: readonly number[]): string;
  /** That text, and where in it each token begins; see `DecodingWithOffsets`. */
  decodeWithStarts(ids: readonly number[]): DecodingWithStarts;
  encodePrompt(sample: Sample): Promise<EncodedPrompt>;
  /** Writes the tokenizer, template and processor files of a Hugging Face checkpoint. */
  save(directory: string): Promise<void>;
}
