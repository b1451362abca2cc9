import type { Verdict } from '../mathverify';
import { TooLarge, limits, workBudget } from '../numbers/too-large';
import type { Comparison } from '../compare/comparison';
import { withoutOuterMarks } from './clean-text';
import { sameClock } from './clock';
import { sameLastValue } from './last-value';
import { sameQuantity } from './quantity';
import { referenceSide, sideOf } from './side';
import type { Side } from './side';

/** An answer longer than this is looked into, not read as a whole. */
const maxWholeLength = 2000;

/**
 * Whether a prediction says the same as the reference, as a careful person would judge: by letters for choices and words, by
 * value with units for numbers, by meaning for formulas, sets and relations. A prediction gets one reading: as a whole; else
 * its first line as a whole; else, when it is a sentence, the value it ends in.
 */
export function compareCarefully(gold: string, prediction: string, trustGold = false): Verdict {
  const same = gold.trim() !== '' && gold.trim() === prediction.trim();
  if (same || gold.trim() === '' || prediction.trim() === '') return { equal: same, tooLarge: false };
  if (gold.length > maxWholeLength) return { equal: false, tooLarge: true };
  const [wanted, given] = [plainDecimal(gold), plainDecimal(prediction)];
  if (wanted !== null && given !== null) return { equal: wanted === given, tooLarge: false };
  try {
    return carefulVerdict(referenceSide(gold, trustGold), prediction);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { equal: false, tooLarge: true };
  }
}

/** A plain number of few digits in one way of writing it; null for everything else. Most answers are, and need no more. */
function plainDecimal(source: string): string | null {
  if (source.length > 14) return null;
  const match = /^\s*\$?(-?)0*(\d{1,9})(?:\.(\d{1,4}))?\$?\s*$/.exec(source);
  if (match === null) return null;
  const [, sign, whole, fraction = ''] = match;
  const decimals = fraction.replace(/0+$/, '');
  const value = decimals === '' ? whole! : `${whole!}.${decimals}`;
  return value === '0' ? value : `${sign!}${value}`;
}

function carefulVerdict(gold: Side, prediction: string): Verdict {
  const how = comparison();
  const equal = carefullyEqual(gold, prediction, how);
  return { equal, tooLarge: !equal && (how.budget.gaveUp || prediction.length > limits.textLength) };
}

function carefullyEqual(gold: Side, prediction: string, how: Comparison): boolean {
  if (prediction.length <= maxWholeLength) {
    const whole = sameWhole(gold, sideOf(prediction, false, how.budget), how);
    if (whole !== null) return whole;
  }
  const line = firstLine(prediction);
  if (line.length <= maxWholeLength && line !== prediction.trim()) {
    const first = sameWhole(gold, sideOf(line, false, how.budget), how);
    if (first !== null) return first;
  }
  return sameLastValue(gold, prediction, how);
}

const firstLine = (text: string): string => (/^\s*([^\n]*)/.exec(text)?.[1] ?? '').trim();

/** Whether two sides, each read as a whole, are the same answer; null when the prediction is no answer as a whole. */
function sameWhole(gold: Side, prediction: Side, how: Comparison): boolean | null {
  if (sameLetters(gold, prediction)) return true;
  const byChoice = sameChoice(gold, prediction, how);
  if (byChoice !== null) return byChoice;
  if (gold.clock !== null && prediction.clock !== null) return sameClock(gold.clock, prediction.clock);
  if (startsWithVerdict(gold.line, prediction.line)) return true;
  const quantities = prediction.quantities();
  if (quantities.length === 0) return null;
  return gold.quantities().some((a) => quantities.some((b) => sameQuantity(a, b, how)));
}

/** One budget for all that is read and compared of one prediction. */
const comparison = (): Comparison => ({
  faithful: false,
  rounding: 6,
  setEqualsRelation: true,
  strictNames: true,
  budget: workBudget(),
});

/** Letters, blanks and what stands inside words. */
const isWordLike = (text: string): boolean => /^[\p{L}\p{M}][\p{L}\p{M}\p{N}\s'.,/&-]*$/u.test(text);
const hasWord = (text: string): boolean => /\p{L}{2,}/u.test(text);
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ');

/**
 * The same letters. Words may differ in case and in the brackets and marks around them; names of one letter that are both set
 * as mathematics may not.
 */
function sameLetters(a: Side, b: Side): boolean {
  if (a.line === '' || b.line === '') return false;
  if (a.line === b.line) return true;
  const [x, y] = [withoutOuterMarks(a.line), withoutOuterMarks(b.line)];
  if (!isWordLike(x) || (a.isMath && b.isMath && !hasWord(x))) return false;
  return fold(x) === fold(y);
}

/** Whether the chosen letters agree; null when no letter decides. */
function sameChoice(gold: Side, prediction: Side, how: Comparison): boolean | null {
  const side = (text: string): Side => sideOf(text, false, how.budget);
  const [wanted, chosen] = [gold.choice, prediction.choice];
  if (wanted !== null && chosen !== null) {
    if (wanted.letters !== chosen.letters) return false;
    if (wanted.text === '' || chosen.text === '') return true;
    return sameWhole(side(wanted.text), side(chosen.text), how) === true;
  }
  if (wanted !== null) return wanted.text === '' ? null : sameWhole(side(wanted.text), prediction, how);
  // The reference is a text or a value; the prediction may put an option letter before it.
  return chosen !== null && chosen.text !== '' ? sameWhole(gold, side(chosen.text), how) : null;
}

/** "Yes, it does." answers "Yes"; "yes or no" answers nothing. */
function startsWithVerdict(gold: string, prediction: string): boolean {
  const match = /^(?:yes|no|true|false)$/i.exec(gold.replace(/[.!]$/, ''));
  if (match === null) return false;
  const word = match[0];
  const start = prediction.slice(0, word.length);
  return (
    start.toLowerCase() === word.toLowerCase() && /^(?:$|\s*[.,;:!])/.test(prediction.slice(word.length))
  );
}
