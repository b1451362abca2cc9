import type { KeyStep, Sample } from '@stepgrpo/core';
import type { Subject } from './attack';

/**
 * A smallest list for which a test still holds: no single item of it can be left out.
 *
 * Source  delta debugging, Zeller and Hildebrandt, IEEE TSE 28(2), 2002 (ddmin, by complements)
 */
export async function shrinkList<T>(
  items: readonly T[],
  holds: (items: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  if (items.length === 0 || (await holds([]))) return [];
  let kept = items;
  for (let size = Math.max(1, kept.length >> 1); ;) {
    let isSmaller = false;
    for (let start = 0; start < kept.length;) {
      const rest = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (rest.length > 0 && (await holds(rest))) {
        kept = rest;
        isSmaller = true;
      } else start += size;
    }
    if (size > 1) size >>= 1;
    else if (!isSmaller) return kept;
  }
}

/** The smallest subject for which a test still holds: fewer steps, key steps and alternatives, and no question. */
export async function shrinkSubject(
  subject: Subject,
  holds: (subject: Subject) => Promise<boolean>,
): Promise<Subject> {
  let { sample, steps } = subject;
  const bare: Sample = {
    id: sample.id,
    question: '',
    images: [],
    solution: sample.solution,
    keySteps: sample.keySteps,
  };
  if (await holds({ sample: bare, steps })) sample = bare;
  steps = await shrinkList(steps, (fewer) => holds({ sample, steps: fewer }));
  const withKeySteps = (keySteps: readonly KeyStep[]): Subject => ({
    sample: { ...sample, keySteps },
    steps,
  });
  let keySteps = await shrinkList(sample.keySteps, (fewer) => holds(withKeySteps(fewer)));
  for (let i = 0; i < keySteps.length; i++) {
    const put = (group: KeyStep): readonly KeyStep[] => keySteps.map((other, j) => (j === i ? group : other));
    keySteps = put(await shrinkList(keySteps[i]!, (fewer) => holds(withKeySteps(put(fewer)))));
  }
  return withKeySteps(keySteps);
}
