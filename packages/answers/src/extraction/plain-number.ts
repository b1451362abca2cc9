import { isPythonSpace } from '../text/python-white-space';
import type { Candidate } from './candidate';

const currencies = new Set('$€£¥₹₽₪₩₫฿₡₢₣₤₥₦₧₨₭₮₯₰₱₲₳₴₵₶₷₸₺₻₼₾₿');

/** Whether a character is a decimal digit of any script. */
export function isDigit(char: string | undefined): boolean {
  if (char === undefined) return false;
  return char <= '\x7f' ? char >= '0' && char <= '9' : /\p{Nd}/u.test(char);
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text[at])) at++;
  return at;
}

/** Where a number with groups of three ends, as in 1,234,567.89 or 1 234; -1 when it is not one. */
function groupedEnd(text: string, from: number): number {
  const first = text[from] === '-' ? from + 1 : from;
  if (!/[1-9]/.test(text[first] ?? '')) return -1;
  const head = Math.min(skipDigits(text, first), first + 3);
  let at = head;
  while ((text[at] === ' ' || text[at] === ',') && skipDigits(text, at + 1) >= at + 4) at += 4;
  if (at === head) return -1;
  return text[at] === '.' && isDigit(text[at + 1]) ? skipDigits(text, at + 1) : at;
}

/** Where the number that starts at `from` ends: groups, a decimal point or comma, a leading point, or digits; -1 if none. */
function numberEnd(text: string, from: number): number {
  const grouped = groupedEnd(text, from);
  if (grouped !== -1) return grouped;
  const first = text[from] === '-' ? from + 1 : from;
  if (isDigit(text[first])) {
    const whole = skipDigits(text, first);
    const hasDecimals = (text[whole] === '.' || text[whole] === ',') && isDigit(text[whole + 1]);
    return hasDecimals ? skipDigits(text, whole + 1) : whole;
  }
  return text[from] === '.' && isDigit(text[from + 1]) ? skipDigits(text, from + 1) : -1;
}

/** Where a percent sign or word behind `from` ends; -1 when there is none. */
function percentEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isPythonSpace(text.charCodeAt(at))) at++;
  if (text[at] === '%') return at + 1;
  const word = /^(?:[Pp]ercentage|[Pp]ercent|[Pp]ct)/.exec(text.slice(at, at + 10))?.[0];
  return word === undefined ? -1 : at + (word.startsWith('ct', 1) ? 3 : 7);
}

/**
 * The number at `from`, behind an optional currency sign; null when there is none.
 *
 * Source  specs/rewards.md 5.1, the plain kind
 */
export function numberAt(text: string, from: number): Candidate | null {
  const start = currencies.has(text[from] ?? '') ? from + 1 : from;
  const end = numberEnd(text, start);
  if (end === -1) return null;
  const percent = percentEnd(text, end);
  return numberCandidate(text, from, start, end, percent);
}

export function numberCandidate(
  text: string,
  from: number,
  start: number,
  end: number,
  percent: number,
): Candidate {
  return {
    kind: 'number',
    start: from,
    end: percent === -1 ? end : percent,
    digits: text.slice(start, end),
    percent: percent !== -1,
    value: [start, end],
  };
}

/** The number one digit shorter, as a backtracking matcher would try it; null when nothing is left. */
export function shorterNumber(
  text: string,
  number: Extract<Candidate, { kind: 'number' }>,
): Candidate | null {
  const [start, end] = number.value;
  if (number.percent) return numberCandidate(text, number.start, start, end, -1);
  const cut = isDigit(text[end - 2]) ? end - 1 : end - 2;
  if (cut <= start || !isDigit(text[cut - 1])) return null;
  return numberCandidate(text, number.start, start, cut, -1);
}

/**
 * The digits as a decimal: group marks dropped, a decimal comma made a point, leading zeros kept for the sign to decide.
 * A comma or blank before three digits groups; any other comma is a decimal comma.
 */
export function decimalText(digits: string): string {
  const grouped = /^(-?[1-9]\d{0,2}(?:[ ,]\d{3})+)(\.\d+)?$/.exec(digits);
  if (grouped !== null) return `${grouped[1]!.replace(/[ ,]/g, '')}${grouped[2] ?? ''}`;
  const plain = digits.replace(',', '.').replace(/^0+(?=\d)/, '');
  return plain.startsWith('.') ? `0${plain}` : plain;
}
