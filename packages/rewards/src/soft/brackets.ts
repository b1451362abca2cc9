import type { ReasoningToken } from './token';

/**
 * Drops brackets that hold a single token or prose: they group nothing. Brackets around an operator stay, for 2(3 + 4) is not
 * 2 · 3 + 4. Unpaired ones go.
 */
export function simplifyBrackets(tokens: readonly ReasoningToken[]): ReasoningToken[] {
  const keep = new Array<boolean>(tokens.length).fill(true);
  const open: number[] = [];
  /** Operators directly inside each open bracket. */
  const groups: boolean[] = [];
  tokens.forEach((token, at) => {
    if (token.key === 'b:(') {
      open.push(at);
      groups.push(false);
      keep[at] = false;
    } else if (token.key === 'b:)') {
      const start = open.pop();
      const holdsOperator = groups.pop() ?? false;
      keep[at] = start !== undefined && holdsOperator;
      if (start !== undefined) keep[start] = holdsOperator;
    } else if (token.key.startsWith('o:') && groups.length > 0) groups[groups.length - 1] = true;
  });
  return tokens.filter((_, at) => keep[at]);
}
