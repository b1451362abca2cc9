import type { Relation, Value } from './compare/value';
import { isExpression } from './compare/value';
import type { Candidate } from './extraction/candidate';
import { candidates } from './extraction/candidates';
import type { ExtractionKinds } from './extraction/candidates';
import { decimalText } from './extraction/plain-number';
import { lastEquationSide } from './latex/last-equation';
import { normalizeLatex } from './latex/normalize-latex';
import { parseValue } from './latex/parse-value';
import { NotAFormula } from './latex/syntax';
import type { Syntax } from './latex/syntax';
import { numberOf } from './numbers/expression';
import { parseDecimal } from './numbers/rational';
import { TooLarge, limits, workBudget } from './numbers/too-large';
import type { WorkBudget } from './numbers/too-large';
import { parsePythonArithmetic } from './python-arithmetic';

/** What was read out of a text. */
export interface Reading {
  /** The first value that could be read; null when there is none. */
  readonly value: Value | null;
  /** The first text that was met, read or not: equal texts are equal answers. Null when nothing was met. */
  readonly text: string | null;
  /** Where the value stands in the text, as [start, end); null when there is none. */
  readonly span: readonly [start: number, end: number] | null;
  /** Whether words or a box say that this is the answer. */
  readonly anchored: boolean;
  /** Whether the text has other values of this rank and kind. */
  readonly hasRivals: () => boolean;
  /** Whether something was given up because it was too large. */
  readonly tooLarge: boolean;
}

const nothing: Reading = {
  value: null,
  text: null,
  span: null,
  anchored: false,
  hasRivals: () => false,
  tooLarge: false,
};

/**
 * Finds and reads the answer in a text, as Math-Verify's `parse` does: the best candidate that can be read.
 *
 * Source  specs/rewards.md 5.1 and 5.2
 */
export function readAnswer(source: string, kinds: ExtractionKinds, syntax: Syntax): Reading {
  const text = source.length > limits.textLength ? source.slice(-limits.textLength) : source;
  const offset = source.length - text.length;
  let first: string | null = null;
  let tooLarge = offset > 0;
  let [tried, length] = [0, 0];
  const budget = workBudget();
  const givenUp: (readonly [start: number, end: number])[] = [];
  for (const { candidate, anchored, hasRivals } of candidates(text, kinds)) {
    length += candidate.end - candidate.start;
    const isOver = ++tried > limits.candidates || (tried > 1 && length > limits.candidateLength);
    if (isOver) return { ...nothing, text: first, tooLarge: true };
    // What is part of something too large must not stand for it.
    if (givenUp.some((span) => candidate.value[0] < span[1] && candidate.value[1] > span[0])) continue;
    if (candidate.kind === 'number' && /[^ -~]/.test(candidate.digits)) return nothing;
    const read = readCandidate(candidate, syntax, budget);
    if (read.tooLarge) givenUp.push(candidate.value);
    tooLarge ||= read.tooLarge;
    if (read.text !== '') first ??= read.text;
    if (read.value !== null) {
      const [start, end] = candidate.value;
      return {
        value: read.value,
        text: first,
        span: [start + offset, end + offset],
        anchored,
        hasRivals,
        tooLarge,
      };
    }
  }
  return { ...nothing, text: first, tooLarge };
}

interface CandidateReading {
  readonly value: Value | null;
  readonly text: string;
  readonly tooLarge: boolean;
}

function readCandidate(candidate: Candidate, syntax: Syntax, budget: WorkBudget): CandidateReading {
  switch (candidate.kind) {
    case 'number': {
      const text = decimalText(candidate.digits);
      return attempt(text, () => {
        const number = numberOf(parseDecimal(text), text.includes('.'));
        return candidate.percent ? { kind: 'percent', of: number } : number;
      });
    }
    case 'arithmetic':
      return attempt(candidate.text, () => parsePythonArithmetic(candidate.text, budget));
    case 'latex':
      return readLatex(candidate, syntax, budget);
    default:
      return candidate satisfies never;
  }
}

function readLatex(
  candidate: Extract<Candidate, { kind: 'latex' }>,
  syntax: Syntax,
  budget: WorkBudget,
): CandidateReading {
  const read = candidate.pieces.map((piece) => {
    const normalized = attemptText(() => normalizeLatex(piece.content, piece.bareBox ? 'last' : 'all'));
    if (normalized === null) return { value: null, text: '', tooLarge: true };
    return attempt(normalized, () => {
      const value = parseLatex(normalized, syntax, budget);
      return piece.percent ? asPercent(value) : value;
    });
  });
  const first = read[0]!;
  if (read.length > 1 && read.every(({ value }) => value !== null)) {
    const items = read.flatMap(({ value }) => (value!.kind === 'set' ? value.items : [value!]));
    return {
      value: { kind: 'set', items },
      text: read.map(({ text }) => text).join(' and '),
      tooLarge: false,
    };
  }
  return { ...first, tooLarge: read.some(({ tooLarge }) => tooLarge) };
}

/** Digits in groups of three make one number, when they are the whole formula. */
const groupedNumber = /^\s*-?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$/;

/** Reads a normalised formula; when that fails, the last side of its chain of equations. */
export function parseLatex(normalized: string, syntax: Syntax, budget = workBudget()): Value {
  if (groupedNumber.test(normalized)) {
    const digits = normalized.trim();
    const text = /^-?0/.test(digits) ? digits.replaceAll(',', '.') : digits.replaceAll(',', '');
    return numberOf(parseDecimal(text), text.includes('.'));
  }
  try {
    return parseValue(normalized, syntax, budget);
  } catch (error) {
    if (!(error instanceof NotAFormula) && !(error instanceof RangeError)) throw error;
    const side = lastEquationSide(normalized);
    if (side === null) throw error;
    return parseValue(side, syntax, budget);
  }
}

/** A value with a percent sign behind it: its numbers count in hundredths. */
function asPercent(value: Value): Value {
  if (isExpression(value)) return { kind: 'percent', of: value };
  switch (value.kind) {
    case 'tuple':
    case 'set':
      return { kind: value.kind, items: value.items.map(asPercent) };
    case 'relation':
      return { ...value, right: asPercent(value.right) };
    case 'chain':
      return { kind: 'chain', relations: value.relations.map((relation) => asPercent(relation) as Relation) };
    case 'named-set':
    case 'interval':
    case 'combination':
      return value;
    default:
      return value satisfies never;
  }
}

function attempt(text: string, read: () => Value): CandidateReading {
  try {
    return { value: read(), text, tooLarge: false };
  } catch (error) {
    if (error instanceof TooLarge) return { value: null, text, tooLarge: true };
    if (error instanceof NotAFormula || error instanceof RangeError)
      return { value: null, text, tooLarge: false };
    throw error;
  }
}

function attemptText(make: () => string): string | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}
