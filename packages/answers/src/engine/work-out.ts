import { createRequire } from 'node:module';
import type { ComputeEngine } from '@cortex-js/compute-engine';
import type * as Engine from '@cortex-js/compute-engine';
import type { Relation, Value } from '../compare/value';
import { isExpression } from '../compare/value';
import { childrenOf, productOf, someExpression, sumOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { extendedValue } from '../numbers/same-scalar';
import { workBudget } from '../numbers/too-large';
import { fromMathJson, toMathJson } from './math-json';

/** Loading takes about a second, so it happens at the first formula that needs it. */
let engine: ComputeEngine | null = null;

/** Parts of a formula that are handed over at most. */
const maxParts = 60;

/** One evaluation gives up after this long: some integrals never end. Far above what the others need. */
const timeLimitMs = 2000;

function loadEngine(): ComputeEngine {
  if (engine === null) {
    const require = createRequire(import.meta.url);
    const library = require('@cortex-js/compute-engine') as typeof Engine;
    engine = new library.ComputeEngine();
    // The first evaluation prepares the library, and must not count against the limit of the formula that needs it.
    engine.box(['Limit', ['Function', ['Divide', ['Sin', 'x'], 'x'], 'x'], 0]).evaluate();
  }
  return engine;
}

/** Integrals, limits, and sums without end: what our own arithmetic leaves undone. */
function isUndone(a: Expression): boolean {
  if (a.kind === 'integral') return a.from !== null && a.to !== null;
  if (a.kind === 'limit') return true;
  if (a.kind !== 'series') return false;
  const last = extendedValue(a.to, workBudget());
  return last === Infinity;
}

const partsOf = (a: Expression): number => 1 + childrenOf(a).reduce((sum, child) => sum + partsOf(child), 0);

/**
 * A reference answer with its integrals, limits and endless sums worked out by @cortex-js/compute-engine; as it was where
 * that finds no closed form. Only for references: a step of the engine may take long, and predictions must not choose its work.
 */
export function workedOut(value: Value): Value {
  if (isExpression(value)) return workedOutExpression(value);
  switch (value.kind) {
    case 'tuple':
    case 'set':
      return { kind: value.kind, items: value.items.map(workedOut) };
    case 'relation':
      return { ...value, left: workedOut(value.left), right: workedOut(value.right) };
    case 'chain':
      return { kind: 'chain', relations: value.relations.map((relation) => workedOut(relation) as Relation) };
    case 'interval':
      return { ...value, low: workedOutExpression(value.low), high: workedOutExpression(value.high) };
    case 'named-set':
    case 'combination':
      return value;
    default:
      return value satisfies never;
  }
}

function workedOutExpression(a: Expression): Expression {
  if (!someExpression(a, isUndone)) return a;
  if (isUndone(a)) return evaluated(a) ?? a;
  if (a.kind === 'sum') return sumOf(...a.terms.map(workedOutExpression));
  if (a.kind === 'product') return productOf(...a.factors.map(workedOutExpression));
  return evaluated(a) ?? a;
}

function evaluated(a: Expression): Expression | null {
  if (partsOf(a) > maxParts) return null;
  const json = toMathJson(a);
  if (json === null) return null;
  try {
    const loaded = loadEngine();
    const found = loaded.withTimeLimit(timeLimitMs, () => fromMathJson(loaded.box(json).evaluate().json));
    return found === null || someExpression(found, isUndone) ? null : found;
  } catch {
    // The engine gives up by throwing (time, depth, unknown forms): the formula stays as it is.
    return null;
  }
}
