import { responseHeadings, type ResponseParts } from '@stepgrpo/core';

/**
 * A path that reads the image, says what is asked and jumps to the answer: no steps.
 *
 * Warm-up data is of mixed quality; paths like these are what a policy learns from it besides reasoning. Their answer
 * is right, but StepRVR finds them incomplete, and a policy that follows them has to compute in its head.
 */
export function shortcutPath({ description, rationales, answer }: Omit<ResponseParts, 'steps'>): string {
  return [
    `${responseHeadings.description}\n${description}`,
    `${responseHeadings.rationales}\n${rationales}`,
    `${responseHeadings.answer} ${answer}`,
  ].join('\n\n');
}
