import { callOf, someExpression, symbolOf, symbolsOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { canonicalForm } from '../numbers/canonical-form';
import { extendedValue } from '../numbers/same-scalar';
import { realValueAt } from '../numbers/sample-evaluation';
import type { Comparison } from './comparison';
import { realSetOf } from './real-set';
import type { RealSet } from './real-set';
import { isExpression } from './value';
import type { Relation, RelationOperator, Value } from './value';

/** Whole numbers and thirds in this range are tried besides the ends of the set. */
const gridReach = 12;
const farPoints = [37.3, 113.7, 1009.1, 1e5, 1e7];

/** How near to an end a place is tried; and below which difference two sides count as equal. */
const nudge = 1e-4;
const equalSides = 1e-9;

/**
 * Whether the numbers that satisfy some relations (one of the groups, all relations of it) are those of a set: tried at the
 * ends of the set, beside them, and over a grid.
 */
export function solvesTo(
  alternatives: readonly (readonly Relation[])[],
  set: Value,
  how: Comparison,
): boolean {
  const real = realSetOf(set, how.budget);
  const name = unknownOf(alternatives);
  if (real === null || name === null) return false;
  const ends = real.flatMap(({ low, high }) => [
    extendedValue(low, how.budget),
    extendedValue(high, how.budget),
  ]);
  const finite = ends.filter((end): end is number => end !== null && Number.isFinite(end));
  const places = new Set(finite.flatMap((end) => [end, end - nudge, end + nudge]));
  for (let n = -3 * gridReach; n <= 3 * gridReach; n++) places.add(n / 3);
  for (const far of farPoints) places.add(far).add(-far);
  for (const place of places) {
    const solves = alternatives.some((relations) =>
      relations.every((relation) => holdsAt(relation, name, place, how)),
    );
    if (solves !== isMember(real, place, how)) return false;
  }
  return true;
}

function isMember(set: RealSet, place: number, { budget }: Comparison): boolean {
  return set.some(({ low, high, lowOpen, highOpen }) => {
    const [from, to] = [extendedValue(low, budget)!, extendedValue(high, budget)!];
    const near = (end: number): boolean =>
      Number.isFinite(end) && Math.abs(place - end) <= equalSides * Math.max(1, Math.abs(end));
    const above = near(from) ? !lowOpen : place > from;
    const below = near(to) ? !highOpen : place < to;
    return above && below;
  });
}

function holdsAt({ operator, left, right }: Relation, name: string, place: number, how: Comparison): boolean {
  if (!isExpression(left) || !isExpression(right)) return false;
  const [x, y] = [realValueAt(left, name, place, how.budget), realValueAt(right, name, place, how.budget)];
  if (x === null || y === null) return false;
  return compareSides(operator, x, y);
}

function compareSides(operator: RelationOperator, x: number, y: number): boolean {
  const equal = Math.abs(x - y) <= equalSides * Math.max(1, Math.abs(x), Math.abs(y));
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
      return false;
    default:
      return operator satisfies never;
  }
}

/** The one symbol that the relations are about; null when there is none or more than one. */
function unknownOf(alternatives: readonly (readonly Relation[])[]): string | null {
  const names = new Set<string>();
  for (const relation of alternatives.flat()) {
    for (const side of [relation.left, relation.right]) {
      if (!isExpression(side)) return null;
      symbolsOf(side, names);
    }
  }
  return names.size === 1 ? [...names][0]! : null;
}

/** The same relations with each unknown function value, such as f(x), taken for a symbol of its own. */
export function withoutApplications(relations: readonly Relation[], how: Comparison): readonly Relation[] {
  const replace = (a: Expression): Expression => {
    if (a.kind === 'apply') return symbolOf(canonicalForm(a, how.budget));
    if (!someExpression(a, (part) => part.kind === 'apply')) return a;
    if (a.kind === 'sum') return { kind: 'sum', terms: a.terms.map(replace) };
    if (a.kind === 'product') return { kind: 'product', factors: a.factors.map(replace) };
    if (a.kind === 'call') return callOf(a.name, ...a.args.map(replace));
    return a;
  };
  const side = (value: Value): Value => (isExpression(value) ? replace(value) : value);
  return relations.map((relation) => ({
    ...relation,
    left: side(relation.left),
    right: side(relation.right),
  }));
}
