import type { Comparison } from '../compare/comparison';
import { sameValue } from '../compare/same-value';
import { isExpression } from '../compare/value';
import type { Value } from '../compare/value';
import { numberOf, pi, productOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { parseDecimal, rational } from '../numbers/rational';
import { isConstant } from '../numbers/same-scalar';
import type { WorkBudget } from '../numbers/too-large';
import { formulaOf } from './formula';
import { parseUnit, sameDimension } from './unit';
import type { Unit } from './unit';
import { unitNamed } from './unit-table';

/** A value and the unit behind (or before) it. */
export interface Quantity {
  readonly value: Value;
  readonly unit: Unit | null;
}

const currencyBefore = /^(-?)\s*\\?([$€£¥₹])\s*(-?[\d.,]+(?:\s?[a-zA-Z]+)?)$/;
const grouped = /^[+-]?\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?$/;
const decimalComma = /^[+-]?\d+,\d{1,2}$|^[+-]?0,\d+$/;

const unitStart = /^(?:\\?%|[°℃℉a-zA-Zµμω€£¥₹$¢])/u;

/**
 * Where the number ends and its unit starts: the first place behind a digit or a closing mark where letters or signs follow,
 * and no operator or relation after them. Null when there is none.
 */
function splitUnit(
  text: string,
): { readonly number: string; readonly gap: string; readonly unit: string } | null {
  const lastOperator = Math.max(...['=', '<', '>', '+', '|'].map((mark) => text.lastIndexOf(mark)));
  for (let at = Math.max(0, lastOperator); at < text.length; at++) {
    if (!/[\d)}.!]/.test(text[at]!)) continue;
    const gap = /^[\s\u0001]*/.exec(text.slice(at + 1, at + 9))![0];
    const unit = text.slice(at + 1 + gap.length);
    if (unitStart.test(unit)) return { number: text.slice(0, at + 1), gap, unit };
  }
  return null;
}

/** Every way in which a text can be read as a quantity, the plainest first. Throws TooLarge beyond the bounds. */
export function quantitiesOf(source: string, budget: WorkBudget): readonly Quantity[] {
  const text = withoutMathMarks(source);
  const quantities: Quantity[] = [];
  const push = (value: Value | null, unit: Unit | null): void => {
    if (value !== null) quantities.push({ value, unit });
  };
  const money = currencyBefore.exec(text);
  if (money !== null) {
    const unit = unitNamed(money[2]!);
    const amount = `${money[1]!}${money[3]!}`;
    const value = plainNumber(amount) ?? formulaOf(amount, budget);
    push(value, unit && { kind: 'known', ...unit });
    if (value !== null) return quantities;
  }
  push(plainNumber(text), null);
  if (quantities.length === 0 || decimalComma.test(text)) push(formulaOf(text, budget), null);
  const measured = measuredOf(source, budget);
  if (measured !== null) quantities.push(measured);
  return quantities;
}

/** The text inside `$…$`, `\(…\)` or `\[…\]` when these hold all of it; the text otherwise. */
function withoutMathMarks(source: string): string {
  const text = source.trim();
  const inner = /^\$\$([^$]+)\$\$$|^\$([^$]*(?:\\\$[^$]*)*)\$$|^\\\(([^]*)\\\)$|^\\\[([^]*)\\\]$/.exec(text);
  return inner === null ? text : (inner[1] ?? inner[2] ?? inner[3] ?? inner[4] ?? '').trim();
}

/** A number with group marks or a decimal comma, as nothing but a whole text may be read. */
function plainNumber(text: string): Expression | null {
  const compact = text.replace(/\{,\}|,\\!|\\,|\\ /g, ',').replace(/^[−–]/, '-');
  if (grouped.test(compact))
    return numberOf(parseDecimal(compact.replace(/[, ]/g, '')), compact.includes('.'));
  if (decimalComma.test(compact)) return numberOf(parseDecimal(compact.replace(',', '.')), true);
  return null;
}

function measuredOf(source: string, budget: WorkBudget): Quantity | null {
  const isMath = /^\s*(?:\$|\\\(|\\\[)/.test(source);
  const text = withoutMathMarks(source)
    .replace(/\\(?:text|mathrm|mbox|textrm|textnormal|textbf|operatorname|rm)\s*\{([^{}]*)\}/g, ' \u0001$1')
    .replace(/\\[,;: ]|~/g, ' ')
    .replace(/\^\s*\{?\s*\\?(?:circ(?:le)?|degree)\s*\}?/g, '°')
    .trim();
  const split = splitUnit(text);
  if (split === null) return null;
  const { number, gap, unit: written } = split;
  const isMarked = `${gap}${written}`.includes('\u0001');
  const unit = parseUnit(`${gap}${written}`.replaceAll('\u0001', ' '));
  if (unit === null || written.includes('%')) return null;
  const isSign = /^[°℃℉€£¥₹$¢]/.test(written);
  const isParted =
    isMarked || isSign || (!isMath && (gap !== '' || (unit.kind === 'known' && /\d$/.test(number))));
  if (!isParted) return null;
  const bare = number
    .replace(/^[^\\$]*\\?\$/, '')
    .replaceAll('\u0001', ' ')
    .trim();
  const value = plainNumber(bare) ?? formulaOf(bare, budget);
  const hasNumber = value !== null && countsSomething(value);
  return hasNumber ? { value, unit } : null;
}

/** Whether a value can have a unit: a number, or a name's number. */
function countsSomething(value: Value): boolean {
  if (isExpression(value)) return isConstant(value);
  if (value.kind === 'relation') return isExpression(value.right) && isConstant(value.right);
  return value.kind === 'set' || value.kind === 'interval' || value.kind === 'tuple';
}

/** Whether two quantities are equal; a missing unit fits any. */
export function sameQuantity(a: Quantity, b: Quantity, how: Comparison): boolean {
  if (a.unit === null && b.unit === null) return sameValue(a.value, b.value, how);
  if (a.unit === null || b.unit === null) {
    if (sameValue(a.value, b.value, how)) return true;
    const [withUnit, without] = a.unit === null ? [b, a] : [a, b];
    return isAngle(withUnit.unit) && sameValue(inRadians(withUnit.value), without.value, how);
  }
  if (a.unit.kind === 'words' || b.unit.kind === 'words') {
    return sameWords(a.unit, b.unit) && sameValue(a.value, b.value, how);
  }
  if (!sameDimension(a.unit.dimension, b.unit.dimension)) return false;
  return sameValue(scaled(a.value, a.unit), scaled(b.value, b.unit), how);
}

const isAngle = (unit: Unit | null): boolean => unit?.kind === 'known' && unit.dimension['angle'] === 1;

const inRadians = (value: Value): Value =>
  isExpression(value) ? productOf(value, pi, numberOf(rational(1, 180))) : value;

function scaled(value: Value, unit: Extract<Unit, { kind: 'known' }>): Value {
  return isExpression(value) ? productOf(value, numberOf(unit.factor)) : value;
}

/** Words that count different things differ; more words about the same thing do not. */
function sameWords(a: Unit, b: Unit): boolean {
  if (a.kind !== 'words' || b.kind !== 'words') return false;
  const contains = (x: readonly string[], y: readonly string[]): boolean =>
    y.every((word) => x.includes(word));
  return contains(a.words, b.words) || contains(b.words, a.words);
}
