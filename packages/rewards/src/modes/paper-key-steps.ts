import { responseHeadings } from '@stepgrpo/core';
import { indexOfCodePoints } from '../text/code-points';
import { lowerCased } from '../text/lower-cased';
import type { GroupMatch, KeyStepVerdict } from './reward-mode';

/**
 * Matches key steps against the whole reasoning path: everything before the last answer marker, in lower case.
 *
 * Equation  k = matched groups / groups; 0 without groups or with malformed data
 * Source    arXiv:2503.12937; specs/rewards.md 3.3
 */
export function paperKeySteps(response: unknown, keySteps: unknown): KeyStepVerdict {
  const text = typeof response === 'string' ? response : '';
  const marker = text.lastIndexOf(responseHeadings.answer);
  const path = lowerCased(marker === -1 ? text : text.slice(0, marker));
  const data = wellFormedGroups(keySteps);
  if (data === null) return { ratio: 0, groups: [], skipped: ['the key steps are malformed'] };
  const groups = data.map((alternatives, index): GroupMatch => {
    for (const alternative of alternatives) {
      if (alternative === '') continue;
      const wanted = alternative.toLowerCase();
      const at = indexOfCodePoints(path.text, wanted);
      if (at === -1) continue;
      const span = [path.toOriginal(at), path.toOriginal(at + wanted.length)] as const;
      return { index, matched: true, alternative, span, similarity: 1 };
    }
    return { index, matched: false, alternative: null, similarity: 0 };
  });
  const matched = groups.filter((group) => group.matched).length;
  return { ratio: groups.length > 0 ? matched / groups.length : 0, groups, skipped: [] };
}

function wellFormedGroups(keySteps: unknown): readonly (readonly string[])[] | null {
  if (typeof keySteps !== 'object' || keySteps === null || !Object.hasOwn(keySteps, 'Steps')) return null;
  const steps = (keySteps as { readonly Steps: unknown }).Steps;
  if (!Array.isArray(steps)) return null;
  const groups: string[][] = [];
  for (const group of steps as unknown[]) {
    const alternatives: unknown = typeof group === 'string' ? [group] : group;
    if (!Array.isArray(alternatives)) return null;
    if (!alternatives.every((alternative) => typeof alternative === 'string')) return null;
    groups.push(alternatives);
  }
  return groups;
}
