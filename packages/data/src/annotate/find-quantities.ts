import { hasOperation } from './expression';
import type { FoundStep } from './found-step';
import type { MathToken } from './math-tokens';
import { nounPhraseBefore } from './noun-phrase';
import type { NounPhrase } from './noun-phrase';
import { sideAt } from './parse-chain';
import { relationAlternatives } from './relation-alternatives';
import { distinctTexts, numberOfWord, stopWords, units, wordOfNumber } from './words';

const saying = new Set(['is', 'are', 'was', 'were', 'measures', 'be']);
const counting = new Set([
  'are',
  'has',
  'have',
  'had',
  'contains',
  'contain',
  'shows',
  'show',
  'with',
  'includes',
  'sold',
  'see',
]);
const notNames = /^(answer|option|choice|solution|result|question|it|there|image|figure|picture)$/i;
const pluralsWithoutS = new Set([
  'people',
  'children',
  'men',
  'women',
  'feet',
  'teeth',
  'mice',
  'fish',
  'sheep',
  'dice',
]);

/** A number with what it counts or measures. */
interface Quantity {
  readonly digits: string;
  /** `%`, `°`, a unit, words like `red apples`, or nothing. */
  readonly of: string;
  readonly start: number;
  readonly end: number;
  /** Index of the token behind it. */
  readonly next: number;
}

/** Quantities of a line: what something is (`the radius is 5 cm`) and how many there are (`has 3 sides`). */
export function findQuantities(line: string, tokens: readonly MathToken[]): FoundStep[] {
  return tokens.flatMap((token, at): FoundStep[] => {
    if (token.kind !== 'word') return [];
    const verb = token.text.toLowerCase();
    const name = saying.has(verb) ? subjectBefore(line, tokens, at) : null;
    if (name !== null) {
      const start = tokens[name.from]!.start;
      const list = listAt(tokens, at + 1);
      if (list !== null)
        return [quantityStep(start, listAlternatives(line.slice(start, list.end), list.digits))];
      const value = quantityAt(line, tokens, at + 1);
      if (value !== null)
        return [quantityStep(start, valueAlternatives(line.slice(start, value.end), name.text, value))];
      const side = sideAt(tokens, at + 1);
      if (side === null || !hasOperation(side.of)) return [];
      const stated = { left: { kind: 'name', name: name.text }, relation: '=', right: side.of } as const;
      return [
        quantityStep(start, distinctTexts([line.slice(start, side.end), ...relationAlternatives(stated)])),
      ];
    }
    if (!counting.has(verb) || listAt(tokens, at + 1) !== null) return [];
    return countsAt(line, tokens, at + 1).map((count) =>
      quantityStep(count.start, countAlternatives(line.slice(count.start, count.end), count)),
    );
  });
}

const quantityStep = (start: number, alternatives: readonly string[]): FoundStep => ({
  kind: 'quantity',
  start,
  alternatives,
});

function subjectBefore(line: string, tokens: readonly MathToken[], at: number): NounPhrase | null {
  const name = nounPhraseBefore(line, tokens, at);
  return name === null || notNames.test(name.words[0]!) || notNames.test(name.words.at(-1)!) ? null : name;
}

/** `5 boys`, `5 boys and 7 girls`. */
function countsAt(line: string, tokens: readonly MathToken[], from: number): Quantity[] {
  const counts: Quantity[] = [];
  for (let at = from; ;) {
    const quantity = quantityAt(line, tokens, at);
    if (quantity === null || !isCount(quantity)) return counts;
    counts.push(quantity);
    at = quantity.next;
    if (tokens[at]?.means === ',') at += 1;
    if (tokens[at]?.text === 'and') at += 1;
    if (at === quantity.next) return counts;
  }
}

/** At least two numbers in a row: `3, 8 and 1`. */
function listAt(
  tokens: readonly MathToken[],
  from: number,
): { readonly digits: readonly string[]; readonly end: number } | null {
  const digits: string[] = [];
  let end = 0;
  for (let at = from; tokens[at]?.kind === 'number';) {
    const behind = tokens[at + 1];
    if (behind !== undefined && behind.kind !== 'break' && behind.text !== 'and') return null;
    digits.push(tokens[at]!.means);
    end = tokens[at]!.end;
    at += 1;
    if (tokens[at]?.means === ',') at += 1;
    if (tokens[at]?.text === 'and') at += 1;
  }
  return digits.length < 2 ? null : { digits, end };
}

function listAlternatives(verbatim: string, digits: readonly string[]): string[] {
  const [last, rest] = [digits.at(-1)!, digits.slice(0, -1).join(', ')];
  const serial = digits.length > 2 ? [`${rest}, and ${last}`] : [];
  return distinctTexts([verbatim, digits.join(', '), `${rest} and ${last}`, ...serial]);
}

/** A number that is not a part of a formula, with its unit or what it counts. */
function quantityAt(line: string, tokens: readonly MathToken[], at: number): Quantity | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const digits =
    token.kind === 'number' ? token.means : token.kind === 'word' ? numberOfWord(token.text) : null;
  if (digits === null) return null;
  let next = at + 1;
  const words: string[] = [];
  const mark = tokens[next];
  if (mark?.kind === 'sign' && (mark.means === '%' || mark.means === '°')) {
    words.push(mark.means);
    next += 1;
  } else {
    while (words.length < 3 && isCounted(tokens[next])) {
      words.push(tokens[next]!.text);
      next += 1;
      if (isPlural(words.at(-1)!)) break;
    }
    const isUnit = words.length > 0 && (units.has(words[0]!) || isPlural(words.at(-1)!));
    if (!isUnit) {
      next = at + 1; // words that follow but are not counted
      words.length = 0;
    } else if (units.has(words[0]!)) {
      next = at + 2;
      words.length = 1;
    }
  }
  const behind = tokens[next];
  if (behind !== undefined && ['sign', 'number', 'command', 'open', 'other'].includes(behind.kind))
    return null;
  const isGlued = behind?.kind === 'word' && behind.start === tokens[next - 1]!.end;
  if (isGlued) return null; // 2x
  const { start } = token;
  return { digits, of: words.join(' '), start, end: tokens[next - 1]!.end, next };
}

const isCounted = (token: MathToken | undefined): boolean =>
  token?.kind === 'word' &&
  !stopWords.has(token.text.toLowerCase()) &&
  [...token.text].length > (units.has(token.text) ? 0 : 1);
const isPlural = (word: string): boolean => /[^s]s$/i.test(word) || pluralsWithoutS.has(word.toLowerCase());
const isCount = ({ of, digits }: Quantity): boolean =>
  of !== '' && !/^[%°]$/.test(of) && !digits.includes('.') && !units.has(of);

function countAlternatives(verbatim: string, { digits, of }: Quantity): string[] {
  const word = wordOfNumber(digits);
  return distinctTexts([verbatim, `${digits} ${of}`, ...(word === null ? [] : [`${word} ${of}`])]);
}

function valueAlternatives(verbatim: string, name: string, { digits, of }: Quantity): string[] {
  const values = valueTexts(digits, of);
  const [first] = values;
  return distinctTexts([
    verbatim,
    ...values.map((value) => `${name} is ${value}`),
    ...values.map((value) => `${name} = ${value}`),
    `${name}=${first}`,
    `${name} equals ${first}`,
    `${name}: ${first}`,
    `${name} of ${first}`,
  ]);
}

function valueTexts(digits: string, of: string): string[] {
  if (of === '') return [digits];
  if (of === '%') return [`${digits}%`, `${digits}\\%`, `${digits} percent`];
  if (of === '°') return [`${digits}°`, `${digits}^\\circ`, `${digits} degrees`];
  return units.has(of)
    ? [`${digits} ${of}`, `${digits}${of}`, `${digits} \\text{ ${of}}`]
    : [`${digits} ${of}`];
}
