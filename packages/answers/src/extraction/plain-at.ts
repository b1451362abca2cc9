import { isPythonSpace } from '../text/python-white-space';
import type { ArithmeticFinder } from './arithmetic-run';
import type { Candidate } from './candidate';
import { numberAt, shorterNumber } from './plain-number';

/** Whether what follows a match at its end is as it must be. */
export type Follows = (end: number) => boolean;

/** Where a plain value may start behind its prefix at `at`: the start of the text, a blank or `=`, and optional asterisks. */
export function plainStarts(text: string, at: number): readonly number[] {
  const behind: number[] = [];
  if (at === 0) behind.push(0);
  if (isPythonSpace(text.charCodeAt(at)) || text[at] === '=') behind.push(at + 1);
  return behind.flatMap((start) => (text.startsWith('**', start) ? [start + 2, start] : [start]));
}

const always: Follows = () => true;

/** The arithmetic whose prefix is at `at`, the longest that is followed as it must be. */
export function arithmeticBehind(
  text: string,
  at: number,
  finder: ArithmeticFinder,
  follows: Follows = always,
): Candidate | null {
  for (const start of plainStarts(text, at)) {
    const readings = follows === always ? [finder.longest(start)] : finder.readings(start);
    for (const match of readings) {
      if (match === null || !follows(match.matchEnd)) continue;
      const value = [match.start, match.end] as const;
      return { kind: 'arithmetic', start: at, end: match.matchEnd, text: text.slice(...value), value };
    }
  }
  return null;
}

/** The number whose prefix is at `at`, the longest that is followed as it must be. */
export function numberBehind(text: string, at: number, follows: Follows = always): Candidate | null {
  for (const start of plainStarts(text, at)) {
    let number = numberAt(text, start);
    while (number?.kind === 'number') {
      if (follows(number.end)) return { ...number, start: at };
      number = shorterNumber(text, number);
    }
  }
  return null;
}

/** Arithmetic, else a number, whose prefix is at `at`. */
export function plainBehind(
  text: string,
  at: number,
  finder: ArithmeticFinder,
  follows: Follows = always,
): Candidate | null {
  return arithmeticBehind(text, at, finder, follows) ?? numberBehind(text, at, follows);
}
