import type { Value } from '../compare/value';
import { isExpression } from '../compare/value';
import { childrenOf, isMinusOne } from '../numbers/expression';
import type { Expression } from '../numbers/expression';

/**
 * Whether a formula is made of names only: x, AB, V_1/V_2, f(x), |AB|. What stands left of an equals sign is then a name
 * for what stands right.
 */
export function isAllSymbols(a: Expression): boolean {
  switch (a.kind) {
    case 'symbol':
      return true;
    case 'sum':
    case 'product':
      return childrenOf(a).every(isAllSymbols);
    case 'power':
      return isMinusOne(a.exponent) && isAllSymbols(a.base);
    case 'apply':
      return true;
    case 'call':
      return a.args.length > 0 && a.args.every(isAllSymbols);
    default:
      return false;
  }
}

/** Whether a value is made of names only: a formula as above, or a tuple of them. */
export function isName(value: Value): boolean {
  if (isExpression(value)) return isAllSymbols(value);
  return value.kind === 'tuple' && value.items.every(isName);
}
