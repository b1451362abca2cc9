import { RewardModeError } from '../reward-mode-error';
import { indexOfCodePoints } from '../text/code-points';
import { lowerCased } from '../text/lower-cased';
import { skipPythonSpace } from '@stepgrpo/answers';
import { nextStepHead } from '../text/step-heads';
import { pythonItems, pythonTypeName } from './python-values';
import type { GroupMatch, KeyStepVerdict, Span } from './reward-mode';

/**
 * Where the step bodies are: each starts after a step head and the white space behind it, and ends before the next
 * newline directly followed by `###`, or at the end.
 *
 * Source  specs/rewards.md 3.2; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py
 */
export function stepBodySpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let head = nextStepHead(text, 0, 'unicode'); head !== null;) {
    const start = skipPythonSpace(text, head.end);
    const next = text.indexOf('\n###', start);
    const end = next === -1 ? text.length : next;
    spans.push([start, end]);
    head = nextStepHead(text, end, 'unicode');
  }
  return spans;
}

/** Maps indices of the bodies joined by one space back to the text they were cut from. */
function joinedIndexToText(spans: readonly Span[], index: number): number {
  let offset = 0;
  for (const [start, end] of spans) {
    if (index <= offset + end - start) return start + index - offset;
    offset += end - start + 1;
  }
  return spans.at(-1)?.[1] ?? 0;
}

/**
 * Matches key steps as the published code does: an alternative in lower case is a substring of the joined step bodies.
 *
 * Equation  k = matched groups / groups; 0 without groups
 * Source    specs/rewards.md 3.2; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py
 * Throws    RewardModeError on malformed data, with the class of the Python exception
 */
export function codeKeySteps(response: unknown, keySteps: unknown): KeyStepVerdict {
  if (typeof response !== 'string') {
    throw new RewardModeError(
      'TypeError',
      `expected a string, got '${pythonTypeName(response)}'`,
      'pass the response as text.',
    );
  }
  const spans = stepBodySpans(response);
  const joined = lowerCased(spans.map(([start, end]) => response.slice(start, end)).join(' '));
  const place = (from: number, to: number): Span => [
    joinedIndexToText(spans, joined.toOriginal(from)),
    joinedIndexToText(spans, joined.toOriginal(to)),
  ];
  const groups = requireGroups(keySteps).map((group, index): GroupMatch => {
    for (const alternative of requireAlternatives(group)) {
      const wanted = requireAlternative(alternative);
      const at = indexOfCodePoints(joined.text, wanted.toLowerCase());
      if (at === -1) continue;
      const span = place(at, at + wanted.toLowerCase().length);
      return { index, matched: true, alternative: wanted, span, similarity: 1 };
    }
    return { index, matched: false, alternative: null, similarity: 0 };
  });
  const matched = groups.filter((group) => group.matched).length;
  return { ratio: groups.length > 0 ? matched / groups.length : 0, groups, skipped: [] };
}

const keyStepLayout = 'give {"Steps": [[alternative, …], …]} with text alternatives.';

function requireGroups(keySteps: unknown): readonly unknown[] {
  if (typeof keySteps !== 'object' || keySteps === null || Array.isArray(keySteps)) {
    const type = pythonTypeName(keySteps);
    throw new RewardModeError('AttributeError', `'${type}' object has no attribute 'get'`, keyStepLayout);
  }
  if (!Object.hasOwn(keySteps, 'Steps')) return [];
  const steps = (keySteps as { readonly Steps: unknown }).Steps;
  const groups = pythonItems(steps);
  if (groups === null) {
    throw new RewardModeError('TypeError', `'${pythonTypeName(steps)}' has no len()`, keyStepLayout);
  }
  return groups;
}

function requireAlternatives(group: unknown): readonly unknown[] {
  if (typeof group === 'string') return [group];
  const alternatives = pythonItems(group);
  if (alternatives !== null) return alternatives;
  throw new RewardModeError('TypeError', `'${pythonTypeName(group)}' object is not iterable`, keyStepLayout);
}

function requireAlternative(alternative: unknown): string {
  if (typeof alternative === 'string') return alternative;
  const type = pythonTypeName(alternative);
  throw new RewardModeError('AttributeError', `'${type}' object has no attribute 'lower'`, keyStepLayout);
}
