import { decimalDigitValue } from '../text/decimal-digits';
import { lookCommands, operatorCommands, operatorSigns, raised, signWords } from './latex-words';
import { simplifyBrackets } from './brackets';
import { plainWord } from './plain-word';
import { isHardWord } from './token';
import type { ReasoningToken } from './token';
import { folded, singular } from './word-form';

/** A text longer than this many tokens is looked at so far and no further. */
export const maxTokens = 40_000;

/** Scripts written without blanks: each sign is a token, so that words in them can be found. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const letter = /\p{L}/u;
const greek = /\p{Script=Greek}/u;
const mark = /\p{M}/u;
const symbol = /\p{S}/u;

/**
 * Cuts reasoning into numbers (by value), operators, and words (in the singular, without case); white space, punctuation and
 * what only says how LaTeX looks is dropped. `\frac{a}{b}` reads a/b, `\sqrt{x}` reads sqrt x, `−` reads -, `25 percent` 25 %.
 *
 * Source  specs/rewards.md 7
 */
export function reasoningTokens(text: string, offset = 0): ReasoningToken[] {
  const scan: Scan = { text, offset, at: 0, tokens: [], braces: [], nextBrace: 'plain', hasBrackets: false };
  while (scan.at < text.length && scan.tokens.length < maxTokens) scanStep(scan);
  return scan.hasBrackets ? simplifyBrackets(scan.tokens) : scan.tokens;
}

/** What a table says of a word; not what every object has, such as `constructor`. */
const ownEntry = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

const [other, blank, asciiLetter, asciiDigit, asciiMark] = [0, 1, 2, 3, 4];
const equals = 0x3d;

/** What each ASCII character is; `other` goes the long way. */
const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[\t\n\r ,;?"'#$[\]]/.test(char)) return blank;
  if (/[.:]/.test(char)) return asciiMark;
  if (/[a-zA-Z]/.test(char)) return asciiLetter;
  return /\d/.test(char) ? asciiDigit : other;
});

/** Whether a digit of any script may follow, after a blank at most: only then does a point or a colon say something. */
function isDigitSoon(text: string, at: number): boolean {
  const next = text.charCodeAt(at);
  if (next >= 0x80 || asciiKinds[next] === asciiDigit) return true;
  const second = asciiKinds[next] === blank ? text.charCodeAt(at + 1) : 0;
  return second >= 0x80 || asciiKinds[second] === asciiDigit;
}

/** A word of ASCII letters; one that goes on in another script or with an apostrophe goes the long way. */
function scanAsciiWord(scan: Scan): void {
  const { text, at } = scan;
  let end = at + 1;
  let next = text.charCodeAt(end);
  while (next < 0x80 && asciiKinds[next] === asciiLetter) next = text.charCodeAt(++end);
  if (next >= 0x80 || next === apostrophe) return scanWord(scan, text[at]!);
  const word = text.slice(at, end);
  const token = plainWord(word);
  if (token === null) return pushWord(scan, word.toLowerCase(), end - at);
  push(scan, token.key, token.hard, end - at);
}

const apostrophe = 0x27;

/** One pass over a text. */
interface Scan {
  readonly text: string;
  /** Where the text stands in that which the tokens' places refer to. */
  readonly offset: number;
  at: number;
  readonly tokens: ReasoningToken[];
  /** What each open brace closes as: a bracket that counts, a bracket with a slash behind it, or nothing. */
  readonly braces: Brace[];
  /** How the next brace opens. */
  nextBrace: Brace;
  hasBrackets: boolean;
}
type Brace = 'plain' | 'group' | 'numerator';

function scanStep(scan: Scan): void {
  const { text, at } = scan;
  const codePoint = text.codePointAt(at)!;
  // Blanks, words and numbers in ASCII are nearly all there is.
  if (codePoint < 0x80) {
    const kind = asciiKinds[codePoint]!;
    if (kind === blank) return skip(scan, 1);
    if (kind === asciiLetter) return scanAsciiWord(scan);
    if (kind === asciiDigit) return scanNumber(scan);
    if (kind === asciiMark && !isDigitSoon(text, at + 1)) return skip(scan, 1);
    if (codePoint === equals) return push(scan, 'o:=', true, 1);
  }
  const char = String.fromCodePoint(codePoint);
  if (char === '\\') return scanCommand(scan);
  if (decimalDigitValue(codePoint) !== -1 || (char === '.' && isDigitAt(text, at + 1)))
    return scanNumber(scan);
  if (char === '{' || char === '}') return scanBrace(scan, char);
  if (raised[char] !== undefined) {
    push(scan, 'o:^', true, char.length, 0);
    return push(scan, `n:${raised[char]}`, true, char.length);
  }
  if (letter.test(char)) return scanWord(scan, char);
  if (char === '*' && text[at + 1] === '*') return skip(scan, 2);
  if ((char === '*' || char === '-' || char === '+') && isBullet(scan)) return skip(scan, 1);
  if (char === '-' && joinsWords(scan)) return skip(scan, 1);
  if (char === ':') return isBetweenDigits(scan) ? push(scan, 'o::', true, 1) : skip(scan, 1);
  if (char === '!') return /[\d)]/.test(text[at - 1] ?? '') ? push(scan, 'o:!', true, 1) : skip(scan, 1);
  if (char === '(' || char === ')') return pushBracket(scan, `b:${char}`, 1);
  const operator = operatorSigns[char];
  if (operator !== undefined) return scanOperator(scan, operator, char.length);
  if (symbol.test(char) && !'$`|~'.includes(char)) return push(scan, `w:${char}`, true, char.length);
  skip(scan, char.length);
}

function push(scan: Scan, key: string, hard: boolean, length: number, advance = length): void {
  const start = scan.offset + scan.at;
  scan.tokens.push({ key, hard, start, end: start + length });
  scan.at += advance;
}

function pushBracket(scan: Scan, key: string, advance: number): void {
  scan.hasBrackets = true;
  push(scan, key, true, 1, advance);
}

function skip(scan: Scan, length: number): void {
  scan.at += length;
}

function scanOperator(scan: Scan, sign: string, length: number): void {
  const next = scan.text[scan.at + length];
  const isDouble = next === '=' && (sign === '<' || sign === '>' || sign === '!');
  push(scan, `o:${sign}${isDouble ? '=' : ''}`, true, length + (isDouble ? 1 : 0));
}

function scanCommand(scan: Scan): void {
  const name = /^\\([a-zA-Z]+)/.exec(scan.text.slice(scan.at, scan.at + 24))?.[1];
  if (name === undefined) return skip(scan, scan.text[scan.at + 1] === '%' ? 1 : 2);
  const length = name.length + 1;
  if (/^[dtc]?frac$/.test(name)) {
    scan.nextBrace = 'numerator';
    return skip(scan, length);
  }
  if (name === 'sqrt') {
    scan.nextBrace = 'group';
    return push(scan, 'o:sqrt', true, length);
  }
  if (lookCommands.has(name)) return skip(scan, length);
  const operator = ownEntry(operatorCommands, name);
  if (operator !== undefined) return push(scan, `o:${operator}`, true, length);
  push(scan, `w:${name.toLowerCase()}`, false, length);
}

function scanBrace(scan: Scan, char: string): void {
  if (char === '{') {
    const opens = scan.nextBrace;
    scan.nextBrace = scan.tokens.at(-1)?.key === 'o:^' && opens === 'plain' ? 'group' : opens;
    scan.braces.push(scan.nextBrace);
    if (scan.nextBrace !== 'plain') pushBracket(scan, 'b:(', 0);
    scan.nextBrace = 'plain';
    return skip(scan, 1);
  }
  const closes = scan.braces.pop() ?? 'plain';
  if (closes === 'plain') return skip(scan, 1);
  pushBracket(scan, 'b:)', 0);
  if (closes === 'numerator') {
    push(scan, 'o:/', true, 1, 0);
    scan.nextBrace = 'group';
  }
  skip(scan, 1);
}

/** Digits with group marks and a decimal point, by value: 2.50 is 2.5, 1,250 is 1250. */
function scanNumber(scan: Scan): void {
  const { text } = scan;
  let end = skipDigits(text, scan.at);
  const after = text.charCodeAt(end);
  if (after !== comma && after !== point && isPlainNumber(text, scan.at, end)) {
    return push(scan, `n:${text.slice(scan.at, end)}`, true, end - scan.at);
  }
  while (text[end] === ',' && isDigitRun(text, end + 1, 3)) end += 4;
  if (text[end] === '.' && isDigitAt(text, end + 1)) end = skipDigits(text, end + 1);
  let value = '';
  for (const char of text.slice(scan.at, end)) {
    const digit = decimalDigitValue(char.codePointAt(0)!);
    if (digit !== -1) value += String(digit);
    else if (char === '.') value += '.';
  }
  const [whole = '', fraction = ''] = value.split('.');
  const decimals = fraction.replace(/0+$/, '');
  const key = `n:${whole.replace(/^0+(?=\d)/, '') || '0'}${decimals === '' ? '' : `.${decimals}`}`;
  push(scan, key, true, end - scan.at);
}

const comma = 0x2c;
const point = 0x2e;

/** Whether digits are ASCII without a leading zero, so that they are their own value. */
function isPlainNumber(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === 0x30 && end > start + 1) return false;
  for (let at = start; at < end; at++)
    if (text.charCodeAt(at) > 0x39 || text.charCodeAt(at) < 0x30) return false;
  return end > start;
}

function scanWord(scan: Scan, first: string): void {
  const { text } = scan;
  if (first === 'π' && !greek.test(text[scan.at + 1] ?? '')) return push(scan, 'w:pi', true, 1);
  if (unspaced.test(first)) return push(scan, `w:${folded(first)}`, false, first.length);
  let end = scan.at + first.length;
  for (;;) {
    const codePoint = text.codePointAt(end);
    if (codePoint === undefined) break;
    const char = String.fromCodePoint(codePoint);
    const joins = (char === "'" || char === '’') && letter.test(text[end + 1] ?? '');
    if (!joins && (unspaced.test(char) || !(letter.test(char) || mark.test(char)))) break;
    end += char.length;
  }
  pushWord(scan, folded(text.slice(scan.at, end)).replaceAll('’', "'"), end - scan.at);
}

function pushWord(scan: Scan, written: string, length: number): void {
  const sign = ownEntry(signWords, written);
  if (sign !== undefined) return push(scan, `o:${sign}`, true, length);
  if (written === 'pi' || written === 'π') return push(scan, 'w:pi', true, length);
  if (written.endsWith("n't") || written === 'cannot') {
    const verb = written === 'cannot' ? 'can' : written.slice(0, -3).replace(/^(?:ca|wo)$/, 'can');
    push(scan, `w:${verb}`, false, length, 0);
    return push(scan, 'w:not', true, length);
  }
  const plain = written.replace(/'s$/, '').replaceAll("'", '');
  const hard = isHardWord(plain);
  push(scan, `w:${hard ? plain : singular(plain)}`, hard, length);
}

/** A sign at the start of a line with a blank behind it marks a list. */
function isBullet(scan: Scan): boolean {
  const before = scan.text.slice(Math.max(0, scan.at - 8), scan.at);
  const startsLine = scan.at === 0 || /\n[ \t]*$/.test(before) || (scan.at < 8 && before.trim() === '');
  return startsLine && scan.text[scan.at + 1] === ' ' && letter.test(scan.text[scan.at + 2] ?? '');
}

/** A hyphen between two letters, one of them in a longer word: y-intercept, well-known. */
function joinsWords(scan: Scan): boolean {
  const { text, at } = scan;
  if (!letter.test(text[at - 1] ?? '') || !letter.test(text[at + 1] ?? '')) return false;
  return letter.test(text[at - 2] ?? '') || letter.test(text[at + 2] ?? '');
}

/** A colon between numbers is a ratio or a time. */
function isBetweenDigits(scan: Scan): boolean {
  const before = /\d\s?$/.test(scan.text.slice(Math.max(0, scan.at - 2), scan.at));
  return before && /^\s?\d/.test(scan.text.slice(scan.at + 1, scan.at + 3));
}

function isDigitAt(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at);
  return codePoint !== undefined && decimalDigitValue(codePoint) !== -1;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigitAt(text, at)) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}

/** Whether exactly `count` ASCII digits stand at `from`. */
function isDigitRun(text: string, from: number, count: number): boolean {
  return skipDigits(text, from) === from + count;
}
