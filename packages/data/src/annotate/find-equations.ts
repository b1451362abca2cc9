import { hasOperation, isNumeric } from './expression';
import type { FoundStep } from './found-step';
import { isPlausible } from './is-plausible';
import { findChains } from './parse-chain';
import type { Chain } from './parse-chain';
import type { MathToken } from './math-tokens';
import { relationAlternatives } from './relation-alternatives';
import { distinctTexts } from './words';

/** What a last step calls its result: it gives the answer away and is no step on the way. */
const answerNames = /^(the |final |correct )*(answer|option|choice|solution|result)$/i;

/**
 * Equations and inequalities of a line. A chain `a = b = c` is a key step for each pair of neighbours; one that starts
 * with a name, `area = 3 * 4 = 12`, is the value of the name, the formula where it has one, and what was worked out.
 */
export function findEquations(line: string, tokens: readonly MathToken[]): FoundStep[] {
  return findChains(tokens).flatMap((chain) => {
    const steps = isNamed(chain) ? namedSteps(chain, line) : pairSteps(chain, line, 0);
    return steps.filter((step) => step !== null);
  });
}

function isNamed({ sides }: Chain): boolean {
  return sides.length > 2 && !hasOperation(sides[0]!.of) && !isNumeric(sides[0]!.of);
}

function namedSteps(chain: Chain, line: string): (FoundStep | null)[] {
  const { sides, relations } = chain;
  const last = sides.length - 1;
  const areEqual = relations.every((relation) => relation === '=' || relation === '≈');
  const steps = pairSteps(chain, line, 1);
  if (!isNumeric(sides[1]!.of)) steps.unshift(stepOf(chain, line, { from: 0, to: 1 }));
  if (areEqual) {
    const relation = relations.includes('≈') ? '≈' : '=';
    steps.push(stepOf(chain, line, { from: 0, to: last, relation }));
  }
  return steps;
}

function pairSteps(chain: Chain, line: string, from: number): (FoundStep | null)[] {
  return chain.relations.slice(from).map((_, i) => stepOf(chain, line, { from: from + i, to: from + i + 1 }));
}

function stepOf(
  { sides, relations }: Chain,
  line: string,
  { from, to, relation = relations[from]! }: { from: number; to: number; relation?: string },
): FoundStep | null {
  const [left, right] = [sides[from]!, sides[to]!];
  if (left.of.kind === 'name' && answerNames.test(left.of.name)) return null;
  if (
    !hasOperation(left.of) &&
    !hasOperation(right.of) &&
    isNumeric(left.of) &&
    isNumeric(right.of) &&
    relation === '='
  ) {
    if (line.slice(left.start, left.end) === line.slice(right.start, right.end)) return null; // 5 = 5
  }
  const stated = { left: left.of, relation, right: right.of };
  if (!isPlausible(stated)) return null;
  const verbatim = line.slice(left.start, right.end);
  const alternatives = relationAlternatives(stated);
  return { kind: 'equation', start: left.start, alternatives: distinctTexts([verbatim, ...alternatives]) };
}
