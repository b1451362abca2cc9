import type { Relation, RelationOperator, Value } from '../compare/value';
import { isExpression } from '../compare/value';
import { difference, negated, sumOf, symbolOf } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { TooLarge, limits } from '../numbers/too-large';
import type { WorkBudget } from '../numbers/too-large';
import { cursorOver } from './cursor';
import type { Cursor } from './cursor';
import { isAllSymbols } from './assignment';
import { parseExpression, takeSubscript } from './parse-expression';
import { parseSetAtom, parseSetRelation } from './parse-set';
import { notAFormula } from './syntax';
import type { Syntax } from './syntax';
import { tokenize } from './tokens';

/**
 * Reads LaTeX as a formula, a relation, a list, a set or an interval, in the order in which the grammar of
 * latex2sympy2_extended tries them: `x = 1, 2, 3`; then a list of relations; then sets and their unions.
 *
 * Throws  NotAFormula when nothing fits; TooLarge when it is out of bounds
 */
export function parseValue(source: string, syntax: Syntax, budget: WorkBudget): Value {
  const cursor = cursorOver(tokenize(source, syntax), syntax, budget);
  const whole = (parse: (cursor: Cursor) => Value) => (): Value => {
    const value = parse(cursor);
    if (!cursor.atEnd) return notAFormula('something is left over');
    return value;
  };
  return cursor.firstOf(whole(parseNamedList), whole(parseList), whole(parseSetRelation));
}

/** `x = 1, 2, 3` and `(x, y) = (1, 2)`: a name, and values without relations of their own. */
function parseNamedList(cursor: Cursor): Value {
  const left = parseNames(cursor);
  const operator = cursor.takeMark('=', 'in');
  if (operator === null) return notAFormula('expected a name and a value');
  const right = parseElements(cursor, parsePlainElement);
  return { kind: 'relation', operator: operator === 'in' ? 'in' : '=', left, right };
}

/** An element without a relation. */
function parsePlainElement(cursor: Cursor): readonly Value[] {
  return cursor.firstOf<readonly Value[]>(
    () => endOfElement(cursor, parsePlusMinus(cursor)),
    () => endOfElement(cursor, [parseSetAtom(cursor)]),
    () => endOfElement(cursor, [parseExpression(cursor)]),
  );
}

function parseName(cursor: Cursor): Expression {
  const token = cursor.next();
  if (token.kind !== 'symbol') return notAFormula('expected a name');
  const name = `${token.name}${takeSubscript(cursor)}`;
  return symbolOf(cursor.syntax.faithful ? name.toLowerCase() : name);
}

/** `x` or `(x, y)`. */
export function parseNames(cursor: Cursor): Value {
  if (cursor.takeMark('(') === null) return parseName(cursor);
  const names = [parseName(cursor)];
  while (cursor.takeMark(',')) names.push(parseName(cursor));
  cursor.expectMark(')');
  return names.length === 1 ? names[0]! : { kind: 'tuple', items: names };
}

function parseList(cursor: Cursor): Value {
  return parseElements(cursor, parseElement);
}

/** Elements between commas, in groups between semicolons. */
export function parseElementGroups(
  cursor: Cursor,
  parse: (cursor: Cursor) => readonly Value[],
): readonly (readonly Value[])[] {
  const groups: Value[][] = [[...parse(cursor)]];
  let count = 1;
  for (;;) {
    const separator = cursor.takeMark(',', ';');
    if (separator === null) return groups;
    if (++count > limits.elements) throw new TooLarge('a list');
    if (separator === ';') groups.push([...parse(cursor)]);
    else groups.at(-1)!.push(...parse(cursor));
  }
}

/** One element is itself; one group is a set; groups of one are a set; other groups are a set of tuples. */
function parseElements(cursor: Cursor, parse: (cursor: Cursor) => readonly Value[]): Value {
  const groups = parseElementGroups(cursor, parse);
  const [first] = groups;
  if (groups.length === 1) return first!.length === 1 ? first![0]! : { kind: 'set', items: first! };
  if (groups.every((group) => group.length === 1)) return { kind: 'set', items: groups.flat() };
  return { kind: 'set', items: groups.map((items): Value => ({ kind: 'tuple', items })) };
}

/** `a ± b` or `± b`: both values. */
function parsePlusMinus(cursor: Cursor): readonly Value[] {
  const startsWithSign = cursor.isMark('+-') || cursor.isMark('-+');
  const left = startsWithSign ? null : parseExpression(cursor);
  if (cursor.takeMark('+-', '-+') === null) return notAFormula('expected a plus-minus sign');
  const right = parseExpression(cursor);
  return left === null ? [negated(right), right] : [sumOf(left, right), difference(left, right)];
}

/** What may follow an element. */
function endOfElement<T>(cursor: Cursor, value: T): T {
  const token = cursor.peek();
  const ends = [',', ';', ')', ']', '}', '\\}', 'rangle'];
  if (token === undefined || (token.kind === 'mark' && ends.includes(token.mark))) return value;
  return notAFormula('an element goes on');
}

/** One element of a list: a plus-minus pair (which joins the list), a set, or a relation. */
export function parseElement(cursor: Cursor): readonly Value[] {
  return cursor.nested(() =>
    cursor.firstOf<readonly Value[]>(
      () => endOfElement(cursor, parsePlusMinus(cursor)),
      () => endOfElement(cursor, [parseSetAtom(cursor)]),
      () => endOfElement(cursor, [parseRelation(cursor)]),
    ),
  );
}

const relationMarks: readonly RelationOperator[] = ['=', '<', '<=', '>', '>=', '!='];

/** `a`, `a = b`, `a < b < c`; an approximation gives the name's value, or the side that is not approximate. */
export function parseRelation(cursor: Cursor): Value {
  let left: Value = parseExpression(cursor);
  for (;;) {
    const operator = cursor.takeMark(...relationMarks, '~');
    if (operator === null) return left;
    const right = parseExpression(cursor);
    if (operator === '~') left = isExpression(left) && isAllSymbols(left) ? right : left;
    else left = extendChain(left, operator as RelationOperator, right);
  }
}

function extendChain(left: Value, operator: RelationOperator, right: Expression): Value {
  const link = (from: Value): Relation => ({ kind: 'relation', operator, left: from, right });
  if (left.kind === 'chain') {
    return { kind: 'chain', relations: [...left.relations, link(left.relations.at(-1)!.right)] };
  }
  if (left.kind === 'relation') return { kind: 'chain', relations: [left, link(left.right)] };
  return link(left);
}
