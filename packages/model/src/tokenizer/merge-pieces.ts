import { BPE } from '@huggingface/tokenizers';
import { toByteAlphabet } from './byte-alphabet';
import type { TokenizerSpec } from './tokenizer-spec';

/** Pieces whose ids are remembered; the store starts anew when it is full. */
const cachedPieces = 20_000;
const longestCachedPiece = 128;

/**
 * Byte-pair merges of one piece: the lowest-ranked pair first, the leftmost of equals. Remembers short pieces.
 *
 * The merges are those of `@huggingface/tokenizers`: n log n in the length of the piece.
 */
export function pieceMerger(spec: TokenizerSpec): (piece: string) => readonly number[] {
  const model = new BPE({
    type: 'BPE',
    vocab: Object.fromEntries(spec.vocab),
    merges: spec.merges.map(([left, right]): [string, string] => [left, right]),
    ignore_merges: false,
  });
  const remembered = new Map<string, readonly number[]>();
  return (piece) => {
    const known = remembered.get(piece);
    if (known) return known;
    const ids = model.bpe(toByteAlphabet(piece)).map((token) => spec.vocab.get(token)!);
    if (piece.length <= longestCachedPiece) {
      if (remembered.size >= cachedPieces) remembered.clear();
      remembered.set(piece, ids);
    }
    return ids;
  };
}
