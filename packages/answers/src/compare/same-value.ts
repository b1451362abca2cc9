import { canonicalForm } from '../numbers/canonical-form';
import { difference, integerOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import type { Comparison } from './comparison';
import { holdsMatrix, matrixOf, withDeterminants } from './matrix';
import type { Matrix } from './matrix';
import { isAssignment, isEquation, lastSide, sameChain, sameRelation, shortened } from './relations';
import { sameNumber } from './same-number';
import { sameSet } from './same-set';
import { sameWord } from './same-word';
import { solvesTo, withoutApplications } from './solution-set';
import { isExpression, isSet } from './value';
import type { Relation, Value } from './value';

/**
 * Whether two values are the same answer, the first being the reference.
 *
 * Source  specs/rewards.md 5.3
 */
export function sameValue(gold: Value, target: Value, how: Comparison): boolean {
  how.budget.spend();
  const same = (a: Value, b: Value): boolean => sameValue(a, b, how);
  let [a, b] = [shortened(gold), shortened(target)];
  if (isEquation(b) && !isEquation(a)) b = lastSide(b);
  else if (isAssignment(a) && !isEquation(b)) a = lastSide(a);
  if (identical(a, b, how)) return true;
  const relations = relationsOf(a);
  if (relations !== null && isSet(b) && !isEquation(a)) return solves([relations], b, how);
  if (how.setEqualsRelation) {
    const others = relationsOf(b);
    if (others !== null && isSet(a) && !isEquation(b)) return solves([others], a, how);
    if (solvesAlternatives(a, b, how) || solvesAlternatives(b, a, how)) return true;
  }
  if (a.kind === 'relation' && b.kind === 'relation') return sameRelation(a, b, how, same);
  if (a.kind === 'chain' && b.kind === 'chain') return sameChain(a.relations, b.relations, how, same);
  if (isExpression(a) && isExpression(b)) return sameExpression(a, b, how);
  if (!how.faithful) {
    const [vectorA, vectorB] = [asVector(a, b, how), asVector(b, a, how)];
    if (vectorA !== a || vectorB !== b) return sameSet(vectorA, vectorB, how, same);
  }
  if (a.kind === 'set' && a.items.length === 1 && !isSet(b)) return same(a.items[0]!, b);
  if (b.kind === 'set' && b.items.length === 1 && !isSet(a)) return same(a, b.items[0]!);
  return sameSet(a, b, how, same);
}

/** A row or column beside a tuple, or an open interval that may be one, is a tuple as well. */
function asVector(value: Value, beside: Value, how: Comparison): Value {
  const isTuple =
    beside.kind === 'tuple' || (beside.kind === 'interval' && beside.lowOpen && beside.highOpen);
  if (!isTuple || !isExpression(value) || !holdsMatrix(value)) return value;
  const matrix = matrixOf(value, how.budget);
  if (matrix === null || (matrix.length !== 1 && matrix[0]!.length !== 1)) return value;
  return { kind: 'tuple', items: matrix.flat() };
}

/** Whether two values are built alike. */
function identical(a: Value, b: Value, how: Comparison): boolean {
  if (isExpression(a) && isExpression(b))
    return canonicalForm(a, how.budget) === canonicalForm(b, how.budget);
  return a.kind === 'named-set' && b.kind === 'named-set' && a.name === b.name;
}

/** The relations that a value says hold together; null when it is not of that kind. */
function relationsOf(value: Value): readonly Relation[] | null {
  if (value.kind === 'chain') return value.relations;
  return value.kind === 'relation' ? [value] : null;
}

function solves(alternatives: readonly (readonly Relation[])[], set: Value, how: Comparison): boolean {
  const plain = alternatives.map((relations) => withoutApplications(relations, how));
  return solvesTo(plain, set, how);
}

/** Relations in a list hold one or the other: x < 0 or x > 1. */
function solvesAlternatives(list: Value, set: Value, how: Comparison): boolean {
  if (list.kind !== 'set' || !isSet(set) || set.kind === 'set') return false;
  const alternatives = list.items.map(relationsOf);
  if (alternatives.length < 2 || alternatives.includes(null)) return false;
  return solves(alternatives as readonly (readonly Relation[])[], set, how);
}

function sameExpression(a: Expression, b: Expression, how: Comparison): boolean {
  if (!how.strictNames && sameUpToNames(a, b, how)) return true;
  if (holdsMatrix(a) || holdsMatrix(b)) return sameMatrixExpression(a, b, how);
  const word = how.faithful || isWordLike(a) || isWordLike(b) ? sameWord(a, b) : null;
  return word ?? sameNumber(a, b, how);
}

/** A name of several letters: only between such names case does not matter. */
const isWordLike = (a: Expression): boolean => a.kind === 'symbol' && a.name.length > 1;

function sameMatrixExpression(a: Expression, b: Expression, how: Comparison): boolean {
  const [left, right] = [matrixOf(a, how.budget), matrixOf(b, how.budget)];
  if (left !== null && right !== null) return sameMatrix(left, right, how);
  if (left !== null || right !== null) return false;
  return sameNumber(withDeterminants(a, how.budget), withDeterminants(b, how.budget), how);
}

function sameMatrix(a: Matrix, b: Matrix, how: Comparison): boolean {
  if (a.length !== b.length || a[0]!.length !== b[0]!.length) return false;
  return a.every((row, r) => row.every((cell, c) => sameNumber(cell, b[r]![c]!, how)));
}

/** Whether they are the same once the symbols of one are renamed, in the order in which they appear. */
function sameUpToNames(a: Expression, b: Expression, how: Comparison): boolean {
  const renamed = (expression: Expression): string => {
    const names = new Map<string, string>();
    return canonicalForm(expression, how.budget).replace(/[a-zA-Z_{}]+/g, (name) => {
      if (!names.has(name)) names.set(name, `#${names.size}`);
      return names.get(name)!;
    });
  };
  return renamed(a) === renamed(b);
}

/** Zero, for callers that compare a difference with it. */
export const isNothing = (a: Expression, b: Expression, how: Comparison): boolean =>
  sameNumber(difference(a, b), integerOf(0), how);
