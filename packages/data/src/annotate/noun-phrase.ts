import type { MathToken } from './math-tokens';
import { stopWords } from './words';

/** A name in a sentence, and where it stands. */
export interface NounPhrase {
  readonly text: string;
  readonly words: readonly string[];
  /** Index of its first token. */
  readonly from: number;
  /** Whether "the" stands before it. */
  readonly definite: boolean;
}

const mostWords = 6;
const attached = new Set(['for', 'with', 'by', 'from', 'at', 'between', 'to', 'than', 'as']);
const inside = new Set(['of', 'the', 'a', 'an', 'in', 'on']);

/**
 * The name that ends before the token `end`: `radius of the circle` in "So the radius of the circle is". Null when there
 * is none, or when a sign or a number stands right before it, because the name would then be a part of a formula.
 */
export function nounPhraseBefore(line: string, tokens: readonly MathToken[], end: number): NounPhrase | null {
  let from = end;
  while (from > 0 && end - from < mostWords && isNamePart(tokens, from - 1, end)) from -= 1;
  while (from < end && inside.has(tokens[from]!.text.toLowerCase())) from += 1;
  if (from === end) return null;
  const before = tokens[from - 1];
  const leading = inside.has(before?.text.toLowerCase() ?? '') ? tokens[from - 2] : before;
  if (leading !== undefined && attached.has(leading.text.toLowerCase())) return null; // the bar for Monday is
  if (before !== undefined && ['sign', 'number', 'command', 'open', 'close', 'other'].includes(before.kind))
    return null;
  const isOpen = from > 0 && end - from >= mostWords && isNamePart(tokens, from - 1, end);
  if (isOpen) return null; // too long to be a name
  const words = tokens.slice(from, end).map((token) => token.text);
  if (
    words.length === 1 &&
    /^\p{Ll}$/u.test(words[0]!) &&
    before?.kind === 'word' &&
    !stopWords.has(before.text.toLowerCase())
  )
    return null;
  const text = line.slice(tokens[from]!.start, tokens[end - 1]!.end);
  return { text, words, from, definite: before?.text.toLowerCase() === 'the' };
}

function isNamePart(tokens: readonly MathToken[], at: number, end: number): boolean {
  const token = tokens[at]!;
  if (token.kind !== 'word') return false;
  const lower = token.text.toLowerCase();
  const isNamedA = token.text === 'A' && at > 0;
  if (inside.has(lower) && !isNamedA) return at + 1 < end;
  return !stopWords.has(lower) || (/^\p{Lu}$/u.test(token.text) && token.text !== 'I' && at > 0);
}
