import type { NamedSet, RelationOperator, Value } from '../compare/value';
import { integerOf, negated } from '../numbers/expression';
import type { Expression } from '../numbers/expression';
import { order } from '../numbers/same-scalar';
import type { Cursor } from './cursor';
import { parseExpression } from './parse-expression';
import { parseElement, parseElementGroups, parseNames } from './parse-value';
import { notAFormula } from './syntax';

/** `A ⊆ B`, `x ∈ A`, and sets joined by ∪, ∩ and ∖. */
export function parseSetRelation(cursor: Cursor): Value {
  return cursor.firstOf(
    () => {
      const left = parseNames(cursor);
      const mark = cursor.takeMark('in', 'notin', '=');
      if (mark === null) return notAFormula('expected membership');
      return { kind: 'relation', operator: mark as RelationOperator, left, right: parseSetRelation(cursor) };
    },
    () => parseDifference(cursor),
  );
}

type Operation = 'union' | 'intersection' | 'difference';

function joined(
  cursor: Cursor,
  operation: Operation,
  marks: readonly string[],
  parse: (cursor: Cursor) => Value,
): Value {
  let left = parse(cursor);
  while (cursor.takeMark(...marks)) {
    const right = parse(cursor);
    left = { kind: 'combination', operation, left: asSet(left), right: asSet(right) };
  }
  return left;
}

const asSet = (value: Value): Value => (value.kind === 'tuple' ? { kind: 'set', items: value.items } : value);

const parseDifference = (cursor: Cursor): Value => joined(cursor, 'difference', ['setminus'], parseUnion);
const parseUnion = (cursor: Cursor): Value => joined(cursor, 'union', ['cup'], parseIntersection);
const parseIntersection = (cursor: Cursor): Value => joined(cursor, 'intersection', ['cap'], parseSetGroup);

function parseSetGroup(cursor: Cursor): Value {
  const grouped = (): Value => {
    cursor.expectMark('(');
    const inner = cursor.nested(() => parseDifference(cursor));
    cursor.expectMark(')');
    return inner;
  };
  return cursor.isMark('(') ? cursor.firstOf(grouped, () => parseSetAtom(cursor)) : parseSetAtom(cursor);
}

/** An interval, a named set, a tuple or a listed set. */
export function parseSetAtom(cursor: Cursor): Value {
  const token = cursor.peek();
  if (token?.kind === 'word') return parseNamedSet(cursor, token.word);
  if (token?.kind !== 'mark') return notAFormula('not a set');
  switch (token.mark) {
    case '(':
    case '[':
      return cursor.firstOf(
        () => parseInterval(cursor),
        () => parseTuple(cursor, token.mark === '(' ? ')' : ']'),
      );
    case 'langle':
      if (cursor.syntax.faithful) return notAFormula('not a set');
      return parseTuple(cursor, 'rangle');
    case '{':
      return parseListed(cursor, '}');
    case '\\{':
      return parseListed(cursor, '\\}');
    default:
      return notAFormula('not a set');
  }
}

function parseNamedSet(cursor: Cursor, word: string): Value {
  if (!word.startsWith('set ')) return notAFormula('not a set');
  cursor.next();
  const name = word.slice('set '.length) as NamedSet;
  const plus = !cursor.syntax.faithful && takeSign(cursor);
  return plus ? signedReals(name, plus) : { kind: 'named-set', name };
}

/** `^+`, `_{>0}` and the like are left to the reader; only `^+` and `^-` are known. */
function takeSign(cursor: Cursor): '+' | '-' | null {
  if (!cursor.isMark('^')) return null;
  cursor.expectMark('^');
  const braced = cursor.takeMark('{') !== null;
  const sign = cursor.takeMark('+', '-');
  if (braced) cursor.expectMark('}');
  if (sign === null) return notAFormula('a set with an exponent');
  return sign as '+' | '-';
}

function signedReals(name: NamedSet, sign: '+' | '-'): Value {
  if (name !== 'R') return notAFormula('a signed set');
  const [zero, infinity]: [Expression, Expression] = [integerOf(0), { kind: 'constant', name: 'infinity' }];
  const ends = sign === '+' ? { low: zero, high: infinity } : { low: negated(infinity), high: zero };
  return { kind: 'interval', ...ends, lowOpen: true, highOpen: true };
}

/**
 * `(a, b]` and its kin. Parentheses around two numbers that do not rise are a tuple.
 *
 * Source  specs/rewards.md 5.2
 */
function parseInterval(cursor: Cursor): Value {
  const open = cursor.takeMark('(', '[');
  if (open === null) return notAFormula('not an interval');
  const low = cursor.outsideBars(() => parseExpression(cursor));
  cursor.expectMark(',');
  const high = cursor.outsideBars(() => parseExpression(cursor));
  const close = cursor.takeMark(')', ']');
  if (close === null) return notAFormula('not an interval');
  const [lowOpen, highOpen] = [open !== '[', close !== ']'];
  const direction = order(high, low, cursor);
  const isTuple =
    direction !== null &&
    ((lowOpen && highOpen && direction <= 0) || (!lowOpen && !highOpen && direction < 0));
  if (isTuple) return { kind: 'tuple', items: [low, high] };
  return { kind: 'interval', low, high, lowOpen, highOpen };
}

function parseTuple(cursor: Cursor, close: string): Value {
  cursor.next();
  const items = cursor.outsideBars(() => parseElementGroups(cursor, parseElement)).flat();
  cursor.expectMark(close);
  return items.length === 1 ? items[0]! : { kind: 'tuple', items };
}

function parseListed(cursor: Cursor, close: string): Value {
  cursor.next();
  if (cursor.takeMark(close)) return { kind: 'named-set', name: 'empty' };
  const groups = cursor.nested(() => cursor.outsideBars(() => parseElementGroups(cursor, parseElement)));
  cursor.expectMark(close);
  return { kind: 'set', items: groups.flat() };
}
