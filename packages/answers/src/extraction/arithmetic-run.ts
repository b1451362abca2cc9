import { isPythonSpace } from '../text/python-white-space';
import { isDigit } from './plain-number';

const operators = new Set('+-*×/^()÷');

const isOperator = (char: string | undefined): boolean => char !== undefined && operators.has(char);
const isRunChar = (text: string, at: number): boolean =>
  isDigit(text[at]) || text[at] === '.' || isOperator(text[at]) || isPythonSpace(text.charCodeAt(at));

/** Where a match that ends its arithmetic at `end` ends itself: behind one closing mark, or at the end; -1 if neither. */
function matchEnd(text: string, end: number): number {
  const closed = (at: number): number => {
    if (at >= text.length) return text.length;
    return '.,:)$'.includes(text[at]!) || isPythonSpace(text.charCodeAt(at)) ? at + 1 : -1;
  };
  const bold = text.startsWith('**', end) ? closed(end + 2) : -1;
  return bold === -1 ? closed(end) : bold;
}

/** Arithmetic in a text: where it starts and ends, and where its match ends. */
export interface ArithmeticMatch {
  readonly start: number;
  readonly end: number;
  readonly matchEnd: number;
}

export interface ArithmeticFinder {
  /** The longest arithmetic that starts here; null when there is none. */
  longest(start: number): ArithmeticMatch | null;
  /** Ever shorter readings of it, the longest first, for places where something must follow. */
  readings(start: number): readonly ArithmeticMatch[];
}

/** How many shorter readings are tried when what follows must fit. */
const maxReadings = 40;

/**
 * Finds arithmetic such as `3 * (4 + 5)` that starts at a given place: a digit after at most a minus and a parenthesis, then
 * digits, blanks, points and operators, at least one operator, and a closing mark behind. Linear over all places of a text.
 *
 * Source  specs/rewards.md 5.1, the plain kind
 */
export function arithmeticFinder(text: string): ArithmeticFinder {
  let run = { start: 0, end: -1, best: -1, lastOperator: -1 };
  const runAt = (digit: number): typeof run => {
    if (digit >= run.start && digit < run.end) return run;
    let end = digit;
    while (end < text.length && isRunChar(text, end)) end++;
    let best = end;
    while (best > digit && matchEnd(text, best) === -1) best--;
    let lastOperator = best - 2;
    while (lastOperator > digit && !isOperator(text[lastOperator])) lastOperator--;
    run = { start: digit, end, best, lastOperator };
    return run;
  };
  const digitAt = (start: number): number => {
    let digit = start;
    if (text[digit] === '-') digit++;
    if (text[digit] === '(') digit++;
    if (text[digit] === '-') digit++;
    return isDigit(text[digit]) ? digit : -1;
  };
  const longest = (start: number): ArithmeticMatch | null => {
    const digit = digitAt(start);
    if (digit === -1) return null;
    const { best, lastOperator } = runAt(digit);
    return lastOperator > digit ? { start, end: best, matchEnd: matchEnd(text, best) } : null;
  };
  const readings = (start: number): readonly ArithmeticMatch[] => {
    const first = longest(start);
    if (first === null) return [];
    const digit = digitAt(start);
    const matches = [first];
    for (let end = first.end - 1; end > digit + 2 && end > first.end - maxReadings; end--) {
      const closes = matchEnd(text, end);
      if (closes !== -1 && hasOperator(text, digit + 1, end - 1))
        matches.push({ start, end, matchEnd: closes });
    }
    return matches;
  };
  return { longest, readings };
}

function hasOperator(text: string, from: number, to: number): boolean {
  for (let at = to - 1; at >= from && at > to - 400; at--) if (isOperator(text[at])) return true;
  return false;
}
