/** A formula inside LaTeX delimiters, or what stands between the first box and the last brace. */
export interface LatexPiece {
  readonly content: string;
  readonly percent: boolean;
  /** A bare box: only boxes close to the last one count. */
  readonly bareBox: boolean;
}

/** A place in a text that may hold the answer. Spans are [start, end) in UTF-16 units, of the match and of the value. */
export type Candidate = { readonly start: number; readonly end: number } & (
  | {
      readonly kind: 'latex';
      readonly pieces: readonly LatexPiece[];
      readonly value: readonly [number, number];
    }
  | { readonly kind: 'arithmetic'; readonly text: string; readonly value: readonly [number, number] }
  | {
      readonly kind: 'number';
      readonly digits: string;
      readonly percent: boolean;
      readonly value: readonly [number, number];
    }
);
