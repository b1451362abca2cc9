import levenshtein from 'fast-levenshtein';
import type { ReasoningToken } from './token';

/** Where an alternative was found, in tokens, and how similar it is there. */
export interface TokenMatch {
  /** Index of the first token. */
  readonly from: number;
  /** Index behind the last token. */
  readonly to: number;
  /** 1 is exact. */
  readonly similarity: number;
}

/** From this similarity on a window says the same. */
export const matchAt = 0.8;

/** Alternatives this short must match exactly. */
const exactUpTo = 2;

/** A text's tokens, with the places of each key. */
export interface TokenIndex {
  readonly tokens: readonly ReasoningToken[];
  /** The first place of each key. */
  readonly places: ReadonlyMap<string, number>;
  /** The next place of the same key; -1 when there is none. */
  readonly next: Int32Array;
}

export function indexTokens(tokens: readonly ReasoningToken[]): TokenIndex {
  const places = new Map<string, number>();
  const next = new Int32Array(tokens.length);
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { key } = tokens[at]!;
    next[at] = places.get(key) ?? -1;
    places.set(key, at);
  }
  return { tokens, places, next };
}

/**
 * The first place where a text says an alternative: exactly, else nearly.
 *
 * Equation  similarity = 1 - d / max(m, n); d the edit distance of m alternative and n window tokens, where exchanging two
 *           words costs their own edit distance over the longer length, and hard tokens are never exchanged, added or dropped
 * Range     windows of m - w to m + w tokens, w = max(1, floor(m / 4)); matched from 0.8 on; m <= 2 only exactly
 * Source    specs/rewards.md 7
 */
export function findAlternative(
  index: TokenIndex,
  alternative: readonly ReasoningToken[],
): TokenMatch | null {
  if (alternative.length === 0) return null;
  return (
    findExactly(index, alternative) ??
    (alternative.length > exactUpTo ? findNearly(index, alternative) : null)
  );
}

function findExactly(
  { tokens, places, next }: TokenIndex,
  alternative: readonly ReasoningToken[],
): TokenMatch | null {
  for (const { key } of alternative) if (!places.has(key)) return null;
  const last = tokens.length - alternative.length;
  for (let from = places.get(alternative[0]!.key)!; from !== -1 && from <= last; from = next[from]!) {
    let length = 1;
    while (length < alternative.length && tokens[from + length]!.key === alternative[length]!.key) length++;
    if (length === alternative.length) return { from, to: from + length, similarity: 1 };
  }
  return null;
}

/** Cost of exchanging two words: edit distance over the longer length; hard tokens only go with themselves. */
function exchangeCost(a: ReasoningToken, b: ReasoningToken): number {
  if (a.key === b.key) return 0;
  if (a.hard || b.hard) return Infinity;
  const longer = Math.max(a.key.length, b.key.length) - 2;
  const shorter = Math.min(a.key.length, b.key.length) - 2;
  // More than half the letters differ: as good as another word, and not worth the exact figure.
  if (longer - shorter > longer / 2) return 1;
  return levenshtein.get(a.key, b.key) / longer;
}

function findNearly(index: TokenIndex, alternative: readonly ReasoningToken[]): TokenMatch | null {
  const { tokens } = index;
  // Every hard token must be there; without that no window can match.
  if (alternative.some(({ hard, key }) => hard && !index.places.has(key))) return null;
  const m = alternative.length;
  const slack = Math.max(1, Math.floor(m / 4));
  const budget = (1 - matchAt) * (m + slack) + 1e-9;
  if (leastCost(index, alternative, budget) > budget) return null;
  for (const end of promisingEnds(tokens, alternative, budget)) {
    let best: TokenMatch | null = null;
    for (let length = m - slack; length <= m + slack; length++) {
      const from = end - length;
      if (length < 1 || from < 0) continue;
      const similarity = windowSimilarity(tokens, from, end, alternative);
      if (similarity >= matchAt && similarity > (best?.similarity ?? 0)) best = { from, to: end, similarity };
    }
    if (best !== null) return best;
  }
  return null;
}

/**
 * What an alternative costs at least, wherever in the text: words that do not occur are exchanged for the likest word or
 * dropped. Stops counting above the budget.
 */
function leastCost({ places }: TokenIndex, alternative: readonly ReasoningToken[], budget: number): number {
  let total = 0;
  for (const { key } of alternative) {
    if (places.has(key)) continue;
    let least = 1;
    for (const other of places.keys()) least = Math.min(least, leastExchange(key, other));
    total += least;
    if (total > budget) break;
  }
  return total;
}

/** A lower bound of the cost of exchanging two words: by their lengths, and by the letters that only one of them has. */
function leastExchange(a: string, b: string): number {
  const longer = Math.max(a.length, b.length) - 2;
  const [inA, inB] = [lettersOf(a), lettersOf(b)];
  const edits = Math.max(bitCount(inA & ~inB), bitCount(inB & ~inA), Math.abs(a.length - b.length));
  return Math.min(1, edits / longer);
}

/** Letters of a key as bits, several characters to a bit. */
function lettersOf(key: string): number {
  let bits = 0;
  for (let at = 2; at < key.length; at++) bits |= 1 << (key.charCodeAt(at) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Ends of windows whose distance to the alternative may be within budget: one pass of dynamic programming, free starts. */
function* promisingEnds(
  tokens: readonly ReasoningToken[],
  alternative: readonly ReasoningToken[],
  budget: number,
): Generator<number> {
  const m = alternative.length;
  const costs = alternative.map(() => new Map<string, number>());
  let column = new Float64Array(m + 1);
  let next = new Float64Array(m + 1);
  for (let row = 1; row <= m; row++)
    column[row] = column[row - 1]! + (alternative[row - 1]!.hard ? Infinity : 1);
  for (const [at, token] of tokens.entries()) {
    const added = token.hard ? Infinity : 1;
    for (let row = 1; row <= m; row++) {
      const wanted = alternative[row - 1]!;
      let exchange = costs[row - 1]!.get(token.key);
      if (exchange === undefined) {
        exchange = exchangeCost(wanted, token);
        costs[row - 1]!.set(token.key, exchange);
      }
      const dropped = wanted.hard ? Infinity : 1;
      next[row] = Math.min(column[row - 1]! + exchange, next[row - 1]! + dropped, column[row]! + added);
    }
    [column, next] = [next, column];
    if (column[m]! <= budget) yield at + 1;
  }
}

/** 1 minus the edit distance of a window and an alternative over the longer of both. */
export function windowSimilarity(
  tokens: readonly ReasoningToken[],
  from: number,
  to: number,
  alternative: readonly ReasoningToken[],
): number {
  const m = alternative.length;
  let row = new Float64Array(m + 1);
  for (let j = 1; j <= m; j++) row[j] = row[j - 1]! + (alternative[j - 1]!.hard ? Infinity : 1);
  for (let i = from; i < to; i++) {
    const token = tokens[i]!;
    const next = new Float64Array(m + 1);
    next[0] = row[0]! + (token.hard ? Infinity : 1);
    for (let j = 1; j <= m; j++) {
      const wanted = alternative[j - 1]!;
      next[j] = Math.min(
        row[j - 1]! + exchangeCost(token, wanted),
        row[j]! + (token.hard ? Infinity : 1),
        next[j - 1]! + (wanted.hard ? Infinity : 1),
      );
    }
    row = next;
  }
  return 1 - row[m]! / Math.max(m, to - from);
}
