import { extendedValue } from '../numbers/same-scalar';
import { canonicalForm } from '../numbers/canonical-form';
import type { Comparison } from './comparison';
import { realSetOf } from './real-set';
import type { RealSet } from './real-set';
import { sameNumber } from './same-number';
import { isExpression } from './value';
import type { Interval, Value } from './value';

type Same = (a: Value, b: Value) => boolean;

/**
 * Whether two sets, lists, tuples or intervals are the same.
 *
 * Lists as sets: the elements of one pair off with those of the other. A tuple as reference: element by element, in order.
 * Intervals: the same ends of the same kinds. An open interval may have been meant as a pair. Other sets: the same numbers.
 *
 * Source  specs/rewards.md 5.3 rule 5
 */
export function sameSet(a: Value, b: Value, how: Comparison, same: Same): boolean {
  if (a.kind === 'interval' && b.kind === 'interval') return sameInterval(a, b, how);
  const [pairA, pairB] = [asPair(a, b), asPair(b, a)];
  if (pairA.kind === 'tuple' && (pairB.kind === 'tuple' || pairB.kind === 'set')) {
    return inOrder(pairA.items, pairB.items, same);
  }
  if (pairA.kind === 'set' && (pairB.kind === 'set' || pairB.kind === 'tuple')) {
    return pairOff(distinct(pairA.items, how), distinct(pairB.items, how), same);
  }
  if (how.faithful && (holdsIntersection(a) || holdsIntersection(b))) return false;
  const [left, right] = [realSetOf(a, how.budget), realSetOf(b, how.budget)];
  return left !== null && right !== null && sameRealSet(left, right, how);
}

/** An open interval beside a list or tuple of two was a pair. */
function asPair(value: Value, beside: Value): Value {
  const isPair = (beside.kind === 'tuple' || beside.kind === 'set') && beside.items.length === 2;
  const isOpen = value.kind === 'interval' && value.lowOpen && value.highOpen;
  return isPair && isOpen ? { kind: 'tuple', items: [value.low, value.high] } : value;
}

function sameInterval(a: Interval, b: Interval, how: Comparison): boolean {
  const sameEnds = sameNumber(a.low, b.low, how) && sameNumber(a.high, b.high, how);
  const isInfinite = (end: Interval['low']): boolean => {
    const value = extendedValue(end, how.budget);
    return value !== null && !Number.isFinite(value);
  };
  const lowAgrees = a.lowOpen === b.lowOpen || isInfinite(a.low);
  const highAgrees = a.highOpen === b.highOpen || isInfinite(a.high);
  return sameEnds && lowAgrees && highAgrees;
}

function sameRealSet(a: RealSet, b: RealSet, how: Comparison): boolean {
  return a.length === b.length && a.every((piece, i) => sameInterval(piece, b[i]!, how));
}

const inOrder = (a: readonly Value[], b: readonly Value[], same: Same): boolean =>
  a.length === b.length && a.every((item, i) => same(item, b[i]!));

/** Whether each element of one has its own equal in the other. */
function pairOff(a: readonly Value[], b: readonly Value[], same: Same): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every((item) => {
    const at = left.findIndex((other) => same(item, other));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

/** Elements without the repetitions that are built alike. */
function distinct(items: readonly Value[], { budget }: Comparison): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item, budget);
    if (key === null) return true;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** A text that values built alike share; null for kinds that lists rarely repeat. */
function keyOf(value: Value, budget: Comparison['budget']): string | null {
  if (isExpression(value)) return canonicalForm(value, budget);
  if (value.kind === 'interval')
    return `${canonicalForm(value.low, budget)}..${canonicalForm(value.high, budget)}`;
  if (value.kind !== 'tuple') return null;
  const keys = value.items.map((item) => keyOf(item, budget));
  return keys.includes(null) ? null : `(${keys.join(',')})`;
}

function holdsIntersection(value: Value): boolean {
  if (value.kind !== 'combination') return false;
  return (
    value.operation === 'intersection' || holdsIntersection(value.left) || holdsIntersection(value.right)
  );
}
