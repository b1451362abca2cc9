import { ConfigError } from '@stepgrpo/core';
import { byteCharacters, byteOrder } from './byte-alphabet';
import { normalizeNfc } from './normalize';
import { preTokenize } from './pre-tokenize';
import type { TokenizerSpec } from './tokenizer-spec';

/** What a tokenizer is trained on, and how large it may become. */
export interface BpeTraining {
  readonly corpus: readonly string[];
  /** All tokens: 256 bytes, merges, special tokens. An upper bound: merging stops when no pair occurs twice. */
  readonly vocabSize: number;
  /** Take the last ids, in this order. */
  readonly specialTokens: readonly string[];
}

/** Ids fit 20 bits, so that a pair of them is an exact number: left * 2^20 + right. */
const pairBase = 2 ** 20;

interface Word {
  ids: number[];
  readonly count: number;
}

interface PairUse {
  count: number;
  /** Indices of words that hold, or once held, the pair. */
  readonly words: Set<number>;
}

/**
 * Trains a byte-level BPE tokenizer: again and again, the most frequent pair of neighbours becomes a token.
 *
 * Deterministic: of equally frequent pairs the one with the lower left id wins, then the lower right id, as in
 * huggingface/tokenizers. Each merge scans all pairs, which suits vocabularies of up to about 10,000 tokens.
 *
 * Source  arXiv:1508.07909, algorithm 1; ids and pieces as in the Qwen2 tokenizers
 * Throws  ConfigError when `vocabSize` has no room for the bytes and special tokens
 */
export function trainBpe({ corpus, vocabSize, specialTokens }: BpeTraining): TokenizerSpec {
  const least = byteOrder.length + specialTokens.length;
  if (!Number.isInteger(vocabSize) || vocabSize < least || vocabSize > pairBase) {
    throw new ConfigError(
      `a vocabulary of ${vocabSize} tokens cannot be made.`,
      `choose a whole number from ${least} (256 bytes and ${specialTokens.length} special tokens) to ${pairBase}.`,
      'vocabSize',
    );
  }
  const tokens = byteOrder.map((byte) => byteCharacters[byte]!);
  const vocab = new Map(tokens.map((token, id) => [token, id]));
  const words = countWords(corpus);
  const pairs = new Map<number, PairUse>();
  words.forEach((word, index) => countPairs(pairs, word, { index, sign: 1 }));

  const merges: [string, string][] = [];
  while (tokens.length < vocabSize - specialTokens.length) {
    const best = mostFrequent(pairs);
    if (best === null) break;
    const [left, right] = [Math.floor(best / pairBase), best % pairBase];
    const token = tokens[left]! + tokens[right]!;
    const merged = vocab.get(token) ?? tokens.push(token) - 1;
    vocab.set(token, merged);
    merges.push([tokens[left]!, tokens[right]!]);
    for (const index of pairs.get(best)!.words) {
      const word = words[index]!;
      countPairs(pairs, word, { index, sign: -1 });
      word.ids = mergePair(word.ids, { left, right, merged });
      countPairs(pairs, word, { index, sign: 1 });
    }
    pairs.delete(best);
  }
  const addedTokens = specialTokens.map((content, i) => ({ id: tokens.length + i, content, special: true }));
  return { vocab, merges, addedTokens };
}

function countWords(corpus: readonly string[]): Word[] {
  const counts = new Map<string, number>();
  for (const text of corpus) {
    for (const piece of preTokenize(normalizeNfc(text))) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  }
  const utf8 = new TextEncoder();
  const idOfByte = new Map(byteOrder.map((byte, id) => [byte, id]));
  return [...counts].map(([piece, count]) => ({
    ids: Array.from(utf8.encode(piece), (byte) => idOfByte.get(byte)!),
    count,
  }));
}

/** Adds a word's neighbouring pairs to the counts, or takes them back. */
function countPairs(
  pairs: Map<number, PairUse>,
  word: Word,
  { index, sign }: { index: number; sign: 1 | -1 },
): void {
  for (let i = 0; i + 1 < word.ids.length; i++) {
    const pair = word.ids[i]! * pairBase + word.ids[i + 1]!;
    let use = pairs.get(pair);
    if (!use) pairs.set(pair, (use = { count: 0, words: new Set() }));
    use.count += sign * word.count;
    if (sign > 0) use.words.add(index);
  }
}

/** The pair to merge next; null when none occurs at least twice. */
function mostFrequent(pairs: ReadonlyMap<number, PairUse>): number | null {
  let best: number | null = null;
  let bestCount = 2;
  for (const [pair, { count }] of pairs) {
    if (count > bestCount || (count === bestCount && (best === null || pair < best))) {
      best = pair;
      bestCount = count;
    }
  }
  return best;
}

function mergePair(
  ids: readonly number[],
  { left, right, merged }: { left: number; right: number; merged: number },
): number[] {
  const result: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const isPair = ids[i] === left && ids[i + 1] === right;
    result.push(isPair ? merged : ids[i]!);
    if (isPair) i++;
  }
  return result;
}
