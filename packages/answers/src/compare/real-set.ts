import type { Expression } from '../numbers/expression';
import { extendedValue, order } from '../numbers/same-scalar';
import { limits } from '../numbers/too-large';
import type { WorkBudget } from '../numbers/too-large';
import { isExpression } from './value';
import type { Interval, Value } from './value';

/** Disjoint intervals in rising order, no two of them touching. A single point is closed at both ends. */
export type RealSet = readonly Interval[];

const infinity: Expression = { kind: 'constant', name: 'infinity' };
const minusInfinity: Expression = {
  kind: 'product',
  factors: [{ kind: 'number', value: { numerator: -1n, denominator: 1n }, decimal: false }, infinity],
};
export const allReals: RealSet = [
  { kind: 'interval', low: minusInfinity, high: infinity, lowOpen: true, highOpen: true },
];

/** Ends on a number line, for sorting: an open low end counts after a closed one. */
class Incomparable extends Error {}

/**
 * A set of real numbers with known ends as disjoint intervals; null when an element or an end is not a real number, or the
 * set is of another kind.
 */
export function realSetOf(value: Value, budget: WorkBudget): RealSet | null {
  try {
    return convert(value, budget);
  } catch (error) {
    if (error instanceof Incomparable) return null;
    throw error;
  }
}

function convert(value: Value, budget: WorkBudget): RealSet {
  budget.spend();
  if (isExpression(value)) return [point(value, budget)];
  switch (value.kind) {
    case 'interval':
      return nonEmpty([closedAtInfinity(value, budget)], budget);
    case 'set':
      return value.items.reduce<RealSet>((all, item) => {
        if (!isExpression(item)) throw new Incomparable();
        return united(all, [point(item, budget)], budget);
      }, []);
    case 'named-set':
      if (value.name === 'R') return allReals;
      if (value.name === 'empty') return [];
      throw new Incomparable();
    case 'combination': {
      const [left, right] = [convert(value.left, budget), convert(value.right, budget)];
      if (value.operation === 'union') return united(left, right, budget);
      if (value.operation === 'intersection') return intersected(left, right, budget);
      return intersected(left, complement(right), budget);
    }
    default:
      throw new Incomparable();
  }
}

function point(a: Expression, budget: WorkBudget): Interval {
  const value = extendedValue(a, budget);
  if (value === null || !Number.isFinite(value)) throw new Incomparable();
  return { kind: 'interval', low: a, high: a, lowOpen: false, highOpen: false };
}

/** Infinite ends do not belong to a set of reals, however they are written. */
function closedAtInfinity(interval: Interval, budget: WorkBudget): Interval {
  const [low, high] = [extendedValue(interval.low, budget), extendedValue(interval.high, budget)];
  if (low === null || high === null) throw new Incomparable();
  return {
    ...interval,
    lowOpen: interval.lowOpen || low === -Infinity,
    highOpen: interval.highOpen || high === Infinity,
  };
}

function compare(a: Expression, b: Expression, budget: WorkBudget): -1 | 0 | 1 {
  const result = order(a, b, budget);
  if (result === null) throw new Incomparable();
  return result;
}

function nonEmpty(pieces: readonly Interval[], budget: WorkBudget): Interval[] {
  return pieces.filter((piece) => {
    const direction = compare(piece.low, piece.high, budget);
    return direction < 0 || (direction === 0 && !piece.lowOpen && !piece.highOpen);
  });
}

/** Sorts and merges what overlaps or touches. */
function united(a: RealSet, b: RealSet, budget: WorkBudget): RealSet {
  const pieces = [...a, ...b].sort((x, y) => {
    const direction = compare(x.low, y.low, budget);
    return direction !== 0 ? direction : Number(x.lowOpen) - Number(y.lowOpen);
  });
  if (pieces.length > limits.elements) throw new Incomparable();
  const merged: Interval[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    const gap = last === undefined ? 1 : compare(piece.low, last.high, budget);
    if (last === undefined || gap > 0 || (gap === 0 && piece.lowOpen && last.highOpen)) {
      merged.push(piece);
      continue;
    }
    const reach = compare(piece.high, last.high, budget);
    if (reach < 0) continue;
    const highOpen = reach === 0 ? last.highOpen && piece.highOpen : piece.highOpen;
    merged[merged.length - 1] = { ...last, high: piece.high, highOpen };
  }
  return merged;
}

function intersected(a: RealSet, b: RealSet, budget: WorkBudget): RealSet {
  const pieces = a.flatMap((x) =>
    b.map((y): Interval => {
      const low = compare(x.low, y.low, budget);
      const high = compare(x.high, y.high, budget);
      return {
        kind: 'interval',
        low: low >= 0 ? x.low : y.low,
        lowOpen: low === 0 ? x.lowOpen || y.lowOpen : low > 0 ? x.lowOpen : y.lowOpen,
        high: high <= 0 ? x.high : y.high,
        highOpen: high === 0 ? x.highOpen || y.highOpen : high < 0 ? x.highOpen : y.highOpen,
      };
    }),
  );
  return united(nonEmpty(pieces, budget), [], budget);
}

function complement(a: RealSet): RealSet {
  const pieces: Interval[] = [];
  let [low, lowOpen]: [Expression, boolean] = [minusInfinity, true];
  let reachesEnd = false;
  for (const piece of a) {
    const startsAtEnd = piece.low === minusInfinity || isMinusInfinity(piece.low);
    if (!startsAtEnd) {
      pieces.push({ kind: 'interval', low, lowOpen, high: piece.low, highOpen: !piece.lowOpen });
    }
    [low, lowOpen] = [piece.high, !piece.highOpen];
    reachesEnd = piece.high.kind === 'constant';
  }
  if (!reachesEnd) pieces.push({ kind: 'interval', low, lowOpen, high: infinity, highOpen: true });
  return pieces;
}

const isMinusInfinity = (a: Expression): boolean =>
  a.kind === 'product' &&
  a.factors.some((factor) => factor.kind === 'constant' && factor.name === 'infinity');
