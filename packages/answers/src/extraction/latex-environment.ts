import { isPythonSpace } from '../text/python-white-space';
import type { LatexPiece } from './candidate';

/** A formula in delimiters, with the percent sign or word behind it. */
export interface LatexMatch {
  readonly end: number;
  readonly piece: LatexPiece;
  readonly value: readonly [start: number, end: number];
}

export interface LatexFinder {
  /** The formula whose opening delimiter is at `at`; null when there is none. */
  readonly formulaAt: (at: number) => LatexMatch | null;
  /** The same, when the formula holds a box. */
  readonly boxedFormulaAt: (at: number) => LatexMatch | null;
}

/** The next place of a needle, remembered, so that asking from rising places costs one pass. */
function nextPlace(text: string, needle: string): (from: number) => number {
  let known = -2;
  let asked = Infinity;
  return (from) => {
    if (from < asked || (known !== -1 && known < from)) {
      known = text.indexOf(needle, from);
      asked = from;
    }
    return known;
  };
}

const fraction = /-?\\frac\{-?\d+(?:[.,]\d+)?\}\{-?\d+(?:[.,]\d+)?\}/y;
const percentWord = /^(?:\\?%|[Pp]ercent|[Pp]ct)/;

/**
 * Finds formulas in `$$…$$`, `\[…\]`, `$…$`, `\(…\)`, `[…]` between blanks, and bare fractions of numbers.
 *
 * Source  specs/rewards.md 5.1, the LaTeX kind
 */
export function latexFinder(text: string): LatexFinder {
  const nextNewline = nextPlace(text, '\n');
  const nextDisplay = nextPlace(text, '$$');
  const nextBracket = nextPlace(text, '\\]');
  const nextParenthesis = nextPlace(text, '\\)');
  const isEscaped = (at: number): boolean => text[at - 1] === '\\';

  /** [content start, content end, end of the closing delimiter], by kind of opening. */
  const delimited = (at: number): readonly [number, number, number] | null => {
    if (text.startsWith('$$', at) && !isEscaped(at)) {
      const close = nextDisplay(at + 3);
      if (close !== -1 && !isEscaped(close)) return [at + 2, close, close + 2];
    }
    if (text[at] === '\\' && text[at + 1] === '[' && !isEscaped(at)) {
      const close = nextBracket(at + 3);
      return close === -1 || isEscaped(close) ? null : [at + 2, close, close + 2];
    }
    if (text[at] === '$' && !isEscaped(at) && !/[0-9]/.test(text[at - 1] ?? '')) {
      const close = closingDollar(at + 1);
      return close === -1 ? null : [at + 1, close, close + 1];
    }
    if (text[at] === '\\' && text[at + 1] === '(' && !isEscaped(at)) {
      const close = nextParenthesis(at + 3);
      const newline = nextNewline(at);
      const isOnLine = close !== -1 && (newline === -1 || close < newline);
      return !isOnLine || isEscaped(close) ? null : [at + 2, close, close + 2];
    }
    return null;
  };

  /** The first unescaped dollar sign of the line behind at least one character; -1 when there is none. */
  const closingDollar = (from: number): number => {
    const newline = nextNewline(from);
    const limit = newline === -1 ? text.length : newline;
    for (let at = text.indexOf('$', from); at !== -1 && at < limit; at = text.indexOf('$', at + 1)) {
      if (!isEscaped(at)) return at > from ? at : -1;
    }
    return -1;
  };

  const bracketed = (at: number): readonly [number, number, number] | null => {
    if (!isPythonSpace(text.charCodeAt(at)) || text[at + 1] !== '[') return null;
    let close = at + 2;
    while (close < text.length && !'\n[]'.includes(text[close]!)) close++;
    const isClosed = text[close] === ']' && close > at + 2 && isPythonSpace(text.charCodeAt(close + 1));
    return isClosed ? [at + 2, close, close + 2] : null;
  };

  const withPercent = (from: number, to: number, end: number): LatexMatch => {
    let at = end;
    while (at < text.length && isPythonSpace(text.charCodeAt(at))) at++;
    const word = percentWord.exec(text.slice(at, at + 8))?.[0];
    const piece = { content: text.slice(from, to), percent: word !== undefined, bareBox: false };
    return { end: at + (word?.length ?? 0), piece, value: [from, to] };
  };

  const environmentAt = (at: number): LatexMatch | null => {
    const found = delimited(at) ?? bracketed(at);
    return found && withPercent(...found);
  };
  const holdsBox = ({ piece: { content } }: LatexMatch): boolean => {
    const box = content.indexOf('\\boxed{');
    return box !== -1 && content.indexOf('}', box + '\\boxed{'.length + 1) !== -1;
  };
  return {
    formulaAt(at) {
      const environment = environmentAt(at);
      if (environment !== null) return environment;
      if (text[at] !== '\\' && text[at] !== '-') return null;
      fraction.lastIndex = at;
      const match = fraction.exec(text);
      return match && withPercent(at, at + match[0].length, at + match[0].length);
    },
    boxedFormulaAt(at) {
      const environment = environmentAt(at);
      return environment !== null && holdsBox(environment) ? environment : null;
    },
  };
}
