import { byteCharacters } from './byte-alphabet';
import { MergeQueue } from './merge-queue';
import type { TokenizerSpec } from './tokenizer-spec';

/** Pieces whose ids are remembered; the store starts anew when it is full. */
const cachedPieces = 20_000;
const longestCachedPiece = 128;

/** Ids are below 2^24, so that a pair of them is an exact number. */
const idBase = 2 ** 24;

/**
 * Byte-pair merges of one piece: the lowest-ranked pair first, the leftmost of equals. Remembers short pieces.
 *
 * Our own rather than that of `@huggingface/tokenizers`, which gives the same ids (a test compares them): offsets and
 * decoding need ids, not strings, and a hostile piece of a million characters takes a second here, not half a minute.
 * Time is n log n in the length of the piece.
 *
 * Source  arXiv:1508.07909, algorithm 1; huggingface/tokenizers tokenizers/src/models/bpe/word.rs, the order of merges
 */
export function pieceMerger(spec: TokenizerSpec): (piece: string) => readonly number[] {
  const idOf = (token: string): number => spec.vocab.get(token)!;
  const byteIds = byteCharacters.map(idOf);
  const utf8 = new TextEncoder();
  const rankOf = new Map<number, number>();
  const mergedIds = spec.merges.map(([left, right], rank) => {
    rankOf.set(idOf(left) * idBase + idOf(right), rank);
    return idOf(left + right);
  });
  const merge = (piece: string): number[] => {
    const ids = Int32Array.from(utf8.encode(piece), (byte) => byteIds[byte]!);
    return mergeAll(ids, (left, right) => rankOf.get(left * idBase + right), mergedIds);
  };
  const remembered = new Map<string, readonly number[]>();
  return (piece) => {
    if (piece.length > longestCachedPiece) return merge(piece);
    let ids = remembered.get(piece);
    if (ids) return ids;
    if (remembered.size >= cachedPieces) remembered.clear();
    remembered.set(piece, (ids = merge(piece)));
    return ids;
  };
}

/** Merges within `ids` until no neighbours have a rank. Tokens form a linked list; a merge removes the right one. */
function mergeAll(
  ids: Int32Array,
  rankOf: (left: number, right: number) => number | undefined,
  mergedIds: readonly number[],
): number[] {
  const end = ids.length;
  const next = Int32Array.from(ids, (_, at) => at + 1);
  const previous = Int32Array.from(ids, (_, at) => at - 1);
  const queue = new MergeQueue();
  const rankAt = (at: number): number | undefined =>
    ids[at]! < 0 || next[at]! >= end ? undefined : rankOf(ids[at]!, ids[next[at]!]!);
  const offer = (at: number): void => {
    const rank = rankAt(at);
    if (rank !== undefined) queue.push(rank, at);
  };
  for (let at = 0; at < end; at++) offer(at);
  for (let best = queue.pop(); best !== null; best = queue.pop()) {
    const { rank, at } = best;
    if (rankAt(at) !== rank) continue; // one of the two was merged elsewhere in the meantime
    const removed = next[at]!;
    ids[at] = mergedIds[rank]!;
    ids[removed] = -1;
    next[at] = next[removed]!;
    if (next[at] < end) previous[next[at]] = at;
    offer(at);
    if (previous[at]! >= 0) offer(previous[at]!);
  }
  return Array.from(ids.filter((id) => id >= 0));
}
