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
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export function indexTokens(tokens: readonly ReasoningToken[]): TokenIndex {
  const places = new Map<string, number[]>();
  tokens.forEach(({ key }, at) => {
    const list = places.get(key);
    if (list === undefined) places.set(key, [at]);
    else list.push(at);
  });
  return { tokens, places };
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
  { tokens, places }: TokenIndex,
  alternative: readonly ReasoningToken[],
): TokenMatch | null {
  // Start from the rarest token of the alternative.
  let rarest = 0;
  let fewest: readonly number[] | null = null;
  for (const [offset, { key }] of alternative.entries()) {
    const found = places.get(key);
    if (found === undefined) return null;
    if (fewest === null || found.length < fewest.length) [fewest, rarest] = [found, offset];
  }
  for (const place of fewest!) {
    const from = place - rarest;
    if (from < 0 || from + alternative.length > tokens.length) continue;
    if (alternative.every(({ key }, offset) => tokens[from + offset]!.key === key)) {
      return { from, to: from + alternative.length, similarity: 1 };
    }
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

/** Ends of windows whose distance to the alternative may be within budget: one pass of dynamic programming, free starts. */
function* promisingEnds(
  tokens: readonly ReasoningToken[],
  alternative: readonly ReasoningToken[],
  budget: number,
): Generator<number> {
  const m = alternative.length;
  const costs = alternative.map(() => new Map<string, number>());
  let column = new Float64Array(m + 1);
  for (let row = 1; row <= m; row++)
    column[row] = column[row - 1]! + (alternative[row - 1]!.hard ? Infinity : 1);
  for (const [at, token] of tokens.entries()) {
    const next = new Float64Array(m + 1);
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
    column = next;
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
