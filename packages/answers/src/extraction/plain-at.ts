import { isPythonSpace } from '../text/python-white-space';
import type { ArithmeticFinder } from './arithmetic-run';
import type { Candidate } from './candidate';
import { numberAt, shorterNumber } from './plain-number';

/** Whether what follows a match at its end is as it must be. */
export type Follows = (end: number) => boolean;

/** Whether a plain value, or asterisks before one, may start at a place: a cheap test before the real ones. */
function mayStart(text: string, at: number): boolean {
  const char = text[at];
  if (char === undefined) return false;
  return (char >= '0' && char <= '9') || '-(.*'.includes(char) || char === '$' || char > '\x7f';
}

/**
 * Whether a plain value may stand behind a prefix at `at`: the start of the text, a blank or `=`. Blanks are many and few
 * of them stand before a value.
 */
export function mayHavePlainBehind(text: string, at: number): boolean {
  if (at === 0 && mayStart(text, 0)) return true;
  return mayStart(text, at + 1) && (text[at] === '=' || isPythonSpace(text.charCodeAt(at)));
}

/**
 * Tries the places where a plain value may start behind its prefix at `at`: the start of the text, a blank or `=`, each with
 * optional asterisks; the first result that is not null.
 */
function firstBehind<T>(text: string, at: number, attempt: (start: number) => T | null): T | null {
  const behindBold = (start: number): T | null => {
    const bold = text.startsWith('**', start) ? attempt(start + 2) : null;
    return bold ?? attempt(start);
  };
  const first = at === 0 ? behindBold(0) : null;
  if (first !== null) return first;
  return isPythonSpace(text.charCodeAt(at)) || text[at] === '=' ? behindBold(at + 1) : null;
}

/** The arithmetic whose prefix is at `at`, the longest that is followed as it must be. */
export function arithmeticBehind(
  text: string,
  at: number,
  finder: ArithmeticFinder,
  follows: Follows | null = null,
): Candidate | null {
  if (!mayHavePlainBehind(text, at)) return null;
  return firstBehind(text, at, (start): Candidate | null => {
    const match =
      follows === null
        ? finder.longest(start)
        : finder.readings(start).find((reading) => follows(reading.matchEnd));
    if (!match) return null;
    const value = [match.start, match.end] as const;
    return { kind: 'arithmetic', start: at, end: match.matchEnd, text: text.slice(...value), value };
  });
}

/** The number whose prefix is at `at`, the longest that is followed as it must be. */
export function numberBehind(text: string, at: number, follows: Follows | null = null): Candidate | null {
  if (!mayHavePlainBehind(text, at)) return null;
  return firstBehind(text, at, (start): Candidate | null => {
    let number = numberAt(text, start);
    while (number?.kind === 'number') {
      if (follows === null || follows(number.end)) return { ...number, start: at };
      number = shorterNumber(text, number);
    }
    return null;
  });
}

/** Arithmetic, else a number, whose prefix is at `at`. */
export function plainBehind(
  text: string,
  at: number,
  finder: ArithmeticFinder,
  follows: Follows | null = null,
): Candidate | null {
  return arithmeticBehind(text, at, finder, follows) ?? numberBehind(text, at, follows);
}
