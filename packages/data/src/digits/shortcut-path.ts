import { responseHeadings, type ResponseParts } from '@stepgrpo/core';

/**
 * A path that is the answer alone, as in plain visual question answering.
 *
 * Warm-up data is of mixed quality; paths like these are what a policy learns from it besides reasoning. Their answer
 * is right, but StepRVR finds them incomplete, and a policy that follows them has to read and compute in its head.
 */
export function shortcutPath({ answer }: Pick<ResponseParts, 'answer'>): string {
  return `${responseHeadings.answer} ${answer}`;
}
