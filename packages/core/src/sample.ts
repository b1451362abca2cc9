/** An image: a file on disk, or pixels in memory. */
export type ImageSource =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'pixels';
      /** Pixels. */
      readonly width: number;
      /** Pixels. */
      readonly height: number;
      /** RGB bytes, row-major [height, width, 3], 0 to 255. */
      readonly data: Uint8Array;
    };

/** Images before or after the question they belong to. */
export type ImagePlacement = 'before-question' | 'after-question';

/** One key reasoning step: texts that say the same thing in other notations. Matching any of them matches the step. */
export type KeyStep = readonly string[];

/** A question about images, with what is needed to learn from it and to grade an answer to it. */
export interface Sample {
  /** Unique within its data set, stable across runs: random numbers and reports are keyed by it. */
  readonly id: string;
  readonly question: string;
  /** In the order in which the question refers to them. */
  readonly images: readonly ImageSource[];
  /** Where all images stand in the user's turn; before the question when absent, as in R1-VL. */
  readonly imagePlacement?: ImagePlacement;
  /** The reference answer, as the data set has it (it may be a whole solution that ends in the answer marker). */
  readonly solution: string;
  readonly keySteps: readonly KeyStep[];
  /** A reference reasoning path in the response format, where the data set has one: the target of the warm-up. */
  readonly reasoning?: string;
  /** What kind of question this is, for reports by kind. */
  readonly category?: string;
}
