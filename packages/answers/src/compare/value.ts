import type { Expression } from '../numbers/expression';

/** Kinds of relations. `in` is membership in a set. */
export type RelationOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'notin';

export interface Relation {
  readonly kind: 'relation';
  readonly operator: RelationOperator;
  readonly left: Value;
  readonly right: Value;
}

export type NamedSet = 'N' | 'Z' | 'Q' | 'R' | 'C' | 'P' | 'empty';

/** An interval of real numbers; the ends may be infinite. */
export interface Interval {
  readonly kind: 'interval';
  readonly low: Expression;
  readonly high: Expression;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

/** What an answer can be: a formula, or something made of formulas. */
export type Value =
  | Expression
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  | { readonly kind: 'set'; readonly items: readonly Value[] }
  | { readonly kind: 'named-set'; readonly name: NamedSet }
  | Interval
  | {
      readonly kind: 'combination';
      readonly operation: 'union' | 'intersection' | 'difference';
      readonly left: Value;
      readonly right: Value;
    }
  | Relation
  /** Relations that hold together, as in 0 < x < 1. */
  | { readonly kind: 'chain'; readonly relations: readonly Relation[] };

const notExpressions: ReadonlySet<string> = new Set([
  'tuple',
  'set',
  'named-set',
  'interval',
  'combination',
  'relation',
  'chain',
]);

/** Whether a value is a formula. */
export function isExpression(value: Value): value is Expression {
  return !notExpressions.has(value.kind);
}

/** Whether a value is a set of some kind: listed, named, an interval, or made of those. */
export function isSet(value: Value): boolean {
  return ['set', 'named-set', 'interval', 'combination'].includes(value.kind);
}
