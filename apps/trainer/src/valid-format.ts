import { parseResponse, type SectionKind } from '@stepgrpo/core';

/** The sections of a response before its steps. */
const opening: readonly SectionKind[] = ['description', 'rationales', 'think'];

/**
 * Whether a response is laid out as the warm-up teaches: description, rationales and think heading, steps numbered
 * from 1, one final answer, nothing empty. Stricter than StepRVR; it says how much of the format a policy has learned.
 */
export function isValidFormat(text: string): boolean {
  const { sections, steps, answer } = parseResponse(text);
  const kinds = sections.map((section) => section.kind);
  const expected = [...opening, ...steps.map((): SectionKind => 'step'), 'answer'];
  return (
    answer !== null &&
    steps.length > 0 &&
    kinds.length === expected.length &&
    kinds.every((kind, i) => kind === expected[i]) &&
    steps.every((step, i) => step.number === i + 1) &&
    sections.every((section) => section.kind === 'think' || section.body !== '')
  );
}
