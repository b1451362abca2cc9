import { evaluate } from './evaluate';
import type { Expression } from './expression';
import { someInside } from './expression';
import type { Relation } from './relation-alternatives';

/** People round: 22 / 7 = 3.14 is taken. */
const roundingShare = 0.005;

/**
 * Whether a relation could be true: false for numbers that are plainly not in it, as in "4 = 7", which is half of a
 * sentence or a mistake. True for everything with names, and for conversions between units.
 */
export function isPlausible({ left, relation, right }: Relation): boolean {
  const [a, b] = [evaluate(left), evaluate(right)];
  if (a === null || b === null) return true;
  const [from, to] = [unitOf(left), unitOf(right)];
  if (from !== null && to !== null && from !== to) return true;
  const areClose = (x: number, y: number): boolean =>
    Math.abs(x - y) <= roundingShare * Math.max(Math.abs(x), Math.abs(y));
  switch (relation) {
    case '=':
    case '≈':
      return areClose(a, b) || areClose(a, 100 * b); // 0.25 * 100 = 25%
    case '<':
    case '<=':
      return a <= b;
    case '>':
    case '>=':
      return a >= b;
    default:
      return !areClose(a, b);
  }
}

/** The unit of measurement in a formula; null without one. */
function unitOf(expression: Expression): string | null {
  let unit: string | null = null;
  someInside(expression, (part) => {
    if (part.kind === 'measured' && part.unit !== '%') unit = part.unit;
    return false;
  });
  return unit;
}
