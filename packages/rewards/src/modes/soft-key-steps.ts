import { lastAnswerHeading, softHeadings } from '../soft/headings';
import { findAlternative, indexTokens } from '../soft/match';
import type { TokenIndex } from '../soft/match';
import { reasoningTokens } from '../soft/reasoning-tokens';
import type { ReasoningToken } from '../soft/token';
import type { GroupMatch, KeyStepVerdict } from './reward-mode';

/** An alternative as the data set has it, and its tokens. */
interface Alternative {
  readonly text: string;
  readonly tokens: readonly ReasoningToken[];
}

/** A group that counts. */
interface PreparedGroup {
  readonly index: number;
  readonly alternatives: readonly Alternative[];
}

interface PreparedGroups {
  readonly groups: readonly PreparedGroup[];
  readonly skipped: readonly string[];
}

/** Key steps come back for each completion of a group. */
const prepared = new WeakMap<object, PreparedGroups>();

/**
 * Matches key steps by tokens against everything before the last answer heading: numbers by value, words in the singular,
 * small differences of words forgiven, numbers, operators and negations never.
 *
 * Equation  k = matched / counted groups; groups without an alternative do not count, groups that say the same count once
 * Source    specs/rewards.md 7
 */
export function softKeySteps(response: unknown, keySteps: unknown): KeyStepVerdict {
  const { groups, skipped } = preparedGroups(keySteps);
  if (groups.length === 0) return { ratio: 0, groups: [], skipped };
  const text = typeof response === 'string' ? response : '';
  const index = indexTokens(pathTokens(text));
  const verdicts = groups.map((group) => matchGroup(index, group));
  return {
    ratio: verdicts.filter(({ matched }) => matched).length / verdicts.length,
    groups: verdicts,
    skipped,
  };
}

/** Between a heading and what stands around it: no key step reaches across. */
const boundary: ReasoningToken = { key: '|', hard: true, start: 0, end: 0 };

/** The tokens of everything before the last answer heading, section by section. The head of a step says nothing. */
function pathTokens(text: string): ReasoningToken[] {
  const headings = softHeadings(text);
  const end = lastAnswerHeading(headings)?.start ?? text.length;
  const tokens: ReasoningToken[] = [];
  const add = (from: number, to: number): void => {
    if (from >= to) return;
    for (const token of reasoningTokens(text.slice(from, to), from)) tokens.push(token);
    tokens.push(boundary);
  };
  let from = 0;
  for (const heading of headings) {
    if (heading.start >= end) break;
    add(from, heading.start);
    if (heading.kind !== 'step') add(heading.start, heading.end);
    from = heading.end;
  }
  add(from, end);
  return tokens;
}

function matchGroup(index: TokenIndex, group: PreparedGroup): GroupMatch {
  let best: GroupMatch = { index: group.index, matched: false, alternative: null, similarity: 0 };
  for (const { text, tokens } of group.alternatives) {
    const found = findAlternative(index, tokens);
    if (found === null || found.similarity <= best.similarity) continue;
    const span = [index.tokens[found.from]!.start, index.tokens[found.to - 1]!.end] as const;
    best = { index: group.index, matched: true, alternative: text, span, similarity: found.similarity };
    if (found.similarity === 1) break;
  }
  return best;
}

function preparedGroups(keySteps: unknown): PreparedGroups {
  const steps = stepsOf(keySteps);
  if (steps === null)
    return { groups: [], skipped: ['the key steps are not { Steps: [[alternative, …], …] }'] };
  const known = prepared.get(steps);
  if (known !== undefined) return known;
  const made = prepare(steps);
  prepared.set(steps, made);
  return made;
}

function stepsOf(keySteps: unknown): readonly unknown[] | null {
  if (typeof keySteps !== 'object' || keySteps === null || !Object.hasOwn(keySteps, 'Steps')) return null;
  const steps = (keySteps as { readonly Steps: unknown }).Steps;
  return Array.isArray(steps) ? steps : null;
}

function prepare(steps: readonly unknown[]): PreparedGroups {
  const groups: PreparedGroup[] = [];
  const skipped: string[] = [];
  const seen = new Set<string>();
  steps.forEach((group, i) => {
    const alternatives: unknown = typeof group === 'string' ? [group] : group;
    if (!Array.isArray(alternatives)) {
      skipped.push(`group ${i + 1} is not a list of alternatives`);
      return;
    }
    const kept: Alternative[] = [];
    for (const alternative of alternatives as unknown[]) {
      if (typeof alternative !== 'string') skipped.push(`group ${i + 1} has an alternative that is not text`);
      else {
        const tokens = reasoningTokens(alternative);
        if (tokens.length > 0) kept.push({ text: alternative, tokens });
      }
    }
    const key = [...new Set(kept.map(({ tokens }) => tokens.map((token) => token.key).join(' ')))]
      .sort()
      .join('\n');
    if (kept.length === 0 || seen.has(key)) return;
    seen.add(key);
    groups.push({ index: i, alternatives: kept });
  });
  return { groups, skipped };
}
