import type { EncodedPrompt, Sample } from '@stepgrpo/core';

/** Everything between a sample and the numbers a network reads: tokenizer, chat template and image processor. */
export interface TextBundle {
  readonly vocabSize: number;
  readonly endTokenIds: readonly number[];
  readonly imageTokenId: number;
  readonly padTokenId: number;
  encodeText(text: string): number[];
  /** Leaves special tokens out. */
  decodeText(ids: readonly number[]): string;
  encodePrompt(sample: Sample): Promise<EncodedPrompt>;
  save(directory: string): Promise<void>;
}
