import { commuted } from './commuted';
import { otherForm } from './equal-value';
import { hasOperation, isNumeric } from './expression';
import type { Expression } from './expression';
import { mainNotations, notations } from './notations';
import type { Notation } from './notations';
import { distinctTexts } from './words';
import { writeExpression } from './write-expression';

/** How a relation is written: in signs, in LaTeX, in words, and what it is called from the other side. */
interface RelationNames {
  readonly sign: string;
  readonly latex: string;
  readonly words: readonly string[];
  readonly converse: string;
}

const names: Readonly<Record<string, RelationNames>> = {
  '=': { sign: '=', latex: '=', words: ['equals', 'is'], converse: '=' },
  '≈': { sign: '≈', latex: '\\approx', words: ['is approximately', 'is about'], converse: '≈' },
  '<': { sign: '<', latex: '<', words: ['is less than'], converse: '>' },
  '>': { sign: '>', latex: '>', words: ['is greater than'], converse: '<' },
  '<=': { sign: '≤', latex: '\\le', words: ['is at most', 'is less than or equal to'], converse: '>=' },
  '>=': { sign: '≥', latex: '\\ge', words: ['is at least', 'is greater than or equal to'], converse: '<=' },
  '!=': { sign: '≠', latex: '\\ne', words: ['is not equal to'], converse: '!=' },
};

/** Two sides and what stands between them. */
export interface Relation {
  readonly left: Expression;
  /** In our signs: = ≈ < > <= >= != */
  readonly relation: string;
  readonly right: Expression;
}

/** A writer of a relation, notation by notation. */
interface Writing {
  readonly left: Expression;
  readonly right: Expression;
  readonly relation: string;
  readonly in: readonly Notation[];
}

/**
 * Ways to say a relation, the most usual first: notations, orders of sums and products, the other form of a fraction or
 * decimal, the sides exchanged where both are in one piece. All of them are true exactly when the relation is.
 */
export function relationAlternatives({ left, relation, right }: Relation): string[] {
  const orders = hasOperation(left) ? commuted(left) : [left];
  const writings: Writing[] = [{ left, right, relation, in: notations }];
  for (const order of orders.slice(1)) writings.push({ left: order, right, relation, in: mainNotations });
  for (const order of commuted(right).slice(1))
    writings.push({ left, right: order, relation, in: mainNotations });
  const other = otherForm(right);
  const isPlainValue = isNumeric(left) && (left.kind === 'number' || left.kind === 'fraction');
  if (
    other !== null &&
    relation === '=' &&
    !(isPlainValue && right.kind !== 'number' && left.kind === 'number')
  ) {
    if (!(isPlainValue && sameText(left, other)))
      writings.push({ left, right: other, relation, in: mainNotations });
  }
  const canExchange = !hasOperation(left) && !hasOperation(right) && (!isNumeric(right) || relation !== '=');
  if (canExchange) {
    writings.push({ left: right, right: left, relation: names[relation]!.converse, in: mainNotations });
  }
  return distinctTexts(writings.flatMap(written));
}

const sameText = (a: Expression, b: Expression): boolean =>
  writeExpression(a, notations[0]!) === writeExpression(b, notations[0]!);

function written({ left, right, relation, in: among }: Writing): string[] {
  return among.flatMap((notation) => {
    const [before, after] = [writeExpression(left, notation), writeExpression(right, notation)];
    if (before === null || after === null) return [];
    if (notation.equals === ' is ' && !isNumeric(right)) return []; // "AB is AC" says nothing
    return between(relation, notation).map((sign) => `${before}${sign}${after}`);
  });
}

function between(relation: string, notation: Notation): readonly string[] {
  const { sign, latex, words } = names[relation]!;
  if (relation === '=') return [notation.equals];
  if (notation.spoken) return words.map((said) => ` ${said} `);
  const blank = notation.equals === '=' ? '' : ' ';
  if (notation.fraction === 'latex') return [`${blank}${latex}${latex.startsWith('\\') ? ' ' : blank}`];
  return [`${blank}${sign}${blank}`];
}
