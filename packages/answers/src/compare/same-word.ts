import type { Expression } from '../numbers/expression';

/** The letters of a symbol, or of a product of symbols, as written; null when something else is in it. */
function lettersOf(a: Expression): string | null {
  switch (a.kind) {
    case 'symbol':
      return a.name;
    case 'constant':
      return a.name === 'e' || a.name === 'i' ? a.name : null;
    case 'product': {
      const parts = a.factors.map(lettersOf);
      return parts.includes(null) ? null : parts.join('');
    }
    case 'apply':
      return null;
    default:
      return null;
  }
}

const sorted = (letters: string): string => [...letters].sort().join('');

/**
 * Whether both are names and the same one: equal but for case, or one a word and the other the product of its letters, as
 * `\text{Paris}` and `Paris` in math. Null when they are not both names.
 *
 * Source  specs/rewards.md 5.3 rule 6
 */
export function sameWord(a: Expression, b: Expression): boolean | null {
  const [first, second] = [lettersOf(a), lettersOf(b)];
  if (first === null || second === null) return null;
  const [x, y] = [first.toLowerCase(), second.toLowerCase()];
  if (x === y) return true;
  const isWord = (expression: Expression): boolean =>
    expression.kind === 'symbol' && expression.name.length > 1;
  return (isWord(a) || isWord(b)) && sorted(x) === sorted(y) ? true : null;
}
