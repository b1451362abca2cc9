import type { Sample } from '../sample';

/** A run of image tokens inside a prompt. */
export interface ImageSpan {
  /** Index of the first image token in `tokenIds`. */
  readonly start: number;
  /** Number of image tokens. */
  readonly length: number;
}

/** Image patches as the vision tower takes them. */
export interface EncodedImage {
  /** Patches in time, height and width: [t, h, w]. */
  readonly grid: readonly [t: number, h: number, w: number];
  /** Normalised pixel values, row-major [t * h * w, patchDim]. */
  readonly pixels: Float32Array;
}

/** A prompt as the policy reads it: tokens, and the images behind its image tokens. */
export interface EncodedPrompt {
  readonly tokenIds: readonly number[];
  /** One per image, in order; never overlapping. */
  readonly imageSpans: readonly ImageSpan[];
  readonly images: readonly EncodedImage[];
}

/** A prompt and what followed it: one row of a training batch. */
export interface TrainingSequence {
  readonly prompt: EncodedPrompt;
  /** The tokens whose probability is learnt, end token included. */
  readonly completionIds: readonly number[];
}

/** The state of R = prompts x group rows that are being written in step. Owns its memory until `dispose()`. */
export interface DecodingSession {
  /** Rows, ordered prompt by prompt: row = prompt * groupSize + index in group. */
  readonly rows: number;
  /** Next-token logits of every row, row-major [R, V]; valid until the next `step`. */
  readonly logits: Float32Array;
  /**
   * Appends one token to each row and computes the next logits.
   * Rows listed in no `active` entry keep their place but are not computed; their logits are undefined.
   *
   * Shapes  tokenIds [R]; active: row indices, increasing (default: all rows)
   */
  step(tokenIds: Int32Array, active?: Int32Array): Promise<void>;
  dispose(): void;
}

/** A policy over completions. */
export interface PolicyModel {
  readonly name: string;
  readonly vocabSize: number;
  /** Drawing any of these ends a completion. */
  readonly endTokenIds: readonly number[];
  /** The prompt of a sample: chat template, image tokens, pixels. */
  encode(sample: Sample): Promise<EncodedPrompt>;
  /** Token ids of a text, as the target of supervised training (no special tokens added). */
  encodeText(text: string): number[];
  /** Text of tokens; special tokens are left out. */
  decodeText(tokenIds: readonly number[]): string;
  /** Encodes each prompt and its images once, and opens `groupSize` rows for each. */
  startDecoding(
    prompts: readonly EncodedPrompt[],
    options: { readonly groupSize: number; readonly maxNewTokens: number },
  ): Promise<DecodingSession>;
  /** Natural log-probability of every completion token at temperature 1, in nats: one array per sequence. */
  logProbs(sequences: readonly TrainingSequence[]): Promise<Float32Array[]>;
  dispose(): Promise<void>;
}
