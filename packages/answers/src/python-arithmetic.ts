import { negated, numberOf, powerOf, productOf, quotientOf, sumOf } from './numbers/expression';
import type { Expression } from './numbers/expression';
import { parseDecimal } from './numbers/rational';
import { TooLarge, limits } from './numbers/too-large';
import type { WorkBudget } from './numbers/too-large';
import { notAFormula } from './latex/syntax';

/**
 * Reads plain arithmetic as Python would after `^` became `**`: digits, `+ - * / **` and parentheses, no implied products.
 *
 * Source  specs/rewards.md 5.1; SymPy's parse_expr on Math-Verify's plain kind
 * Throws  NotAFormula where Python has a syntax or type error; TooLarge beyond the bounds
 */
export function parsePythonArithmetic(source: string, budget: WorkBudget): Expression {
  if (source.length > limits.formulaLength) throw new TooLarge('arithmetic');
  const tokens = tokensOf(source);
  let at = 0;
  let depth = 0;
  const take = (...wanted: readonly string[]): string | null => {
    const token = tokens[at];
    if (token === undefined || !wanted.includes(token)) return null;
    at++;
    budget.spend();
    return token;
  };

  const parseSum = (): Expression => {
    let total = parseProduct();
    for (let operator = take('+', '-'); operator !== null; operator = take('+', '-')) {
      const term = parseProduct();
      total = sumOf(total, operator === '+' ? term : negated(term));
    }
    return total;
  };
  const parseProduct = (): Expression => {
    let total = parseSigned();
    for (let operator = take('*', '/'); operator !== null; operator = take('*', '/')) {
      const factor = parseSigned();
      total = operator === '*' ? productOf(total, factor) : quotientOf(total, factor);
    }
    return total;
  };
  const parseSigned = (): Expression => {
    if (++depth > limits.depth) throw new TooLarge('nesting');
    const sign = take('+', '-');
    const operand = sign === null ? parsePower() : parseSigned();
    depth--;
    return sign === '-' ? negated(operand) : operand;
  };
  const parsePower = (): Expression => {
    const base = parseAtom();
    return take('**') === null ? base : powerOf(base, parseSigned());
  };
  const parseAtom = (): Expression => {
    if (take('(') !== null) {
      const inner = parseSum();
      if (take(')') === null) return notAFormula('a parenthesis is not closed');
      return inner;
    }
    const token = tokens[at] ?? '';
    if (!/^[\d.]/.test(token)) return notAFormula('expected a number');
    at++;
    if (/^0+[1-9]/.test(token) && !token.includes('.')) return notAFormula('a leading zero');
    return numberOf(parseDecimal(token), token.includes('.'));
  };

  const value = parseSum();
  if (at < tokens.length) return notAFormula('something is left over');
  return value;
}

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  const token = /\s*(?:(\d+\.?\d*|\.\d+)|(\*\*|[-+*/()^]))/y;
  const trimmed = source.trim();
  for (let at = 0; at < trimmed.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(trimmed);
    if (match === null) return notAFormula('not arithmetic');
    tokens.push(match[1] ?? (match[2] === '^' ? '**' : match[2]!));
  }
  return tokens;
}
