import { canonicalForm } from '../numbers/canonical-form';
import { difference, negated, quotientOf, symbolsOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { isConstant, realValue, sameScalar } from '../numbers/same-scalar';
import { evaluateAtPoints } from '../numbers/sample-evaluation';
import { isName } from '../latex/assignment';
import type { Comparison } from './comparison';
import { isExpression } from './value';
import type { Relation, RelationOperator, Value } from './value';

const mirrored: Readonly<Record<RelationOperator, RelationOperator | null>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  in: null,
  notin: null,
};

/** Whether a value is an equation, membership included, or a chain of equations. */
export function isEquation(value: Value): boolean {
  if (value.kind === 'relation') return value.operator === '=' || value.operator === 'in';
  return value.kind === 'chain' && value.relations.every(isEquation);
}

/** Whether a value gives a name something: `x = 3`, `f(x) = x^2`, `x ∈ [1, 2]`, `k = 1 + 1 = 2`. */
export function isAssignment(value: Value): boolean {
  if (!isEquation(value)) return false;
  const first = value.kind === 'chain' ? value.relations[0]! : (value as Relation);
  return isName(first.left);
}

/** A chain of equations that names something, as first name and last value; other values as they are. */
export function shortened(value: Value): Value {
  if (value.kind !== 'chain' || !isAssignment(value)) return value;
  const [first, last] = [value.relations[0]!, value.relations.at(-1)!];
  return { kind: 'relation', operator: '=', left: first.left, right: last.right };
}

/** What stands right of the last sign of an equation. */
export function lastSide(value: Value): Value {
  if (value.kind === 'chain') return value.relations.at(-1)!.right;
  return value.kind === 'relation' ? value.right : value;
}

/** Left side minus right side, as a formula; null when a side is not one. */
function gap({ left, right }: Relation): Expression | null {
  return isExpression(left) && isExpression(right) ? difference(left, right) : null;
}

const flip = (relation: Relation): Relation | null => {
  const operator = mirrored[relation.operator];
  return operator && { kind: 'relation', operator, left: relation.right, right: relation.left };
};

/**
 * Whether two relations say the same: the same sign and equal differences of sides, or so after turning one round; equations
 * also when one difference is a constant multiple of the other. A careful person also scales inequalities.
 *
 * Source  specs/rewards.md 5.3 rule 4
 */
export function sameRelation(
  a: Relation,
  b: Relation,
  how: Comparison,
  same: (a: Value, b: Value) => boolean,
): boolean {
  if (sameSided(a, b, how, same)) return true;
  const turned = flip(b);
  return turned !== null && sameSided(a, turned, how, same);
}

function sameSided(
  a: Relation,
  b: Relation,
  how: Comparison,
  same: (a: Value, b: Value) => boolean,
): boolean {
  if (a.operator !== b.operator) return false;
  if (same(a.left, b.left) && same(a.right, b.right)) return true;
  const [gapA, gapB] = [gap(a), gap(b)];
  if (gapA === null || gapB === null) return false;
  if (isConstant(gapA) !== isConstant(gapB)) return false;
  if (sameScalar(gapA, gapB, how.budget)) return true;
  const isEquality = a.operator === '=' || a.operator === '!=';
  if (isEquality && sameScalar(gapA, negated(gapB), how.budget)) return true;
  if (!isEquality && how.faithful) return false;
  if (isConstant(gapA)) return false;
  const factor = constantRatio(gapA, gapB, how);
  return factor !== null && (isEquality ? factor !== 0 : factor > 0);
}

/** The constant c with a = c b over all points; null when there is none. */
function constantRatio(a: Expression, b: Expression, { budget }: Comparison): number | null {
  const symbols = [...symbolsOf(b, symbolsOf(a))];
  const values = evaluateAtPoints(quotientOf(a, b), symbols, budget);
  const [first] = values;
  if (first === undefined || values.length < 2 || Math.abs(first.im) > 1e-9 * Math.abs(first.re)) return null;
  const isConstantRatio = values.every(
    ({ re, im }) => Math.abs(re - first.re) + Math.abs(im - first.im) <= 1e-9 * Math.abs(first.re),
  );
  return isConstantRatio ? first.re : null;
}

/** Whether two chains hold the same relations, in order; a careful person also reads one from the other end. */
export function sameChain(
  a: readonly Relation[],
  b: readonly Relation[],
  how: Comparison,
  same: (a: Value, b: Value) => boolean,
): boolean {
  const inOrder = (other: readonly Relation[]): boolean =>
    a.length === other.length && a.every((relation, i) => sameRelation(relation, other[i]!, how, same));
  return inOrder(b) || (!how.faithful && inOrder([...b].reverse()));
}

/** Whether a relation between constants holds. Null when a side has no real value. */
export function holds(
  operator: RelationOperator,
  left: Expression,
  right: Expression,
  how: Comparison,
): boolean | null {
  const [x, y] = [realValue(left, how.budget), realValue(right, how.budget)];
  if (x === null || y === null) return null;
  const equal = Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y));
  switch (operator) {
    case '=':
      return equal;
    case '!=':
      return !equal;
    case '<':
      return !equal && x < y;
    case '<=':
      return equal || x < y;
    case '>':
      return !equal && x > y;
    case '>=':
      return equal || x > y;
    case 'in':
    case 'notin':
      return null;
    default:
      return operator satisfies never;
  }
}

/** A key under which equal formulas fall together. */
export const keyOf = (a: Expression, { budget }: Comparison): string => canonicalForm(a, budget);
