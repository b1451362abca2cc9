import type { EncodedPrompt, PolicyModel } from '@stepgrpo/core';

/** The system turn that Qwen2's chat templates add by themselves. */
const defaultSystem = 'You are a helpful assistant.';

/**
 * The prompt as other chat templates would have made it: without or with a system turn, without the header of the
 * answer, the question alone, the image behind the question. Variants that do not differ from the prompt are left out.
 *
 * Range  works on tokens: the question is found by its own tokens, and what stands around it is the template's
 */
export function promptVariants(
  policy: Pick<PolicyModel, 'encodeText' | 'endTokenIds'>,
  prompt: EncodedPrompt,
  question: string,
): readonly EncodedPrompt[] {
  const { tokenIds, imageSpans } = prompt;
  const [opening = 0] = tokenIds;
  const [turnEnd = 0] = policy.endTokenIds;
  const firstTurnEnd = tokenIds.indexOf(turnEnd);
  const firstImage = imageSpans[0]?.start ?? Infinity;
  const questionIds = policy.encodeText(question);
  const questionAt = lastIndexOf(tokenIds, questionIds);
  const newline = policy.encodeText('\n');
  const system = [opening, ...policy.encodeText(`system\n${defaultSystem}`), turnEnd, ...newline];
  const hasSystem = firstTurnEnd >= 0 && firstTurnEnd < Math.min(firstImage, questionAt);
  const userFrom = hasSystem ? firstTurnEnd + 1 + newline.length : 0;
  const last = imageSpans.at(-1);
  const contentFrom = last === undefined ? questionAt : firstImage - 1;
  const questionEnd = questionAt + questionIds.length;
  const ranges: (readonly (readonly [from: number, to: number])[])[] = [[[userFrom, tokenIds.length]]];
  if (questionAt >= 0) {
    const answerHeader = tokenIds.indexOf(turnEnd, questionEnd);
    ranges.push([[0, answerHeader < 0 ? questionEnd : answerHeader + 1]]);
    ranges.push([[contentFrom, questionEnd]], [[userFrom, questionEnd]], [[contentFrom, tokenIds.length]]);
    if (last !== undefined && questionAt > last.start)
      ranges.push([
        [0, contentFrom],
        [questionAt, questionEnd],
        [contentFrom, questionAt],
        [questionEnd, tokenIds.length],
      ]);
  }
  const variants = [
    ...ranges.map((parts) => rearranged(prompt, parts)),
    rearranged(prompt, [[userFrom, tokenIds.length]], system),
  ];
  const seen = new Set([tokenIds.join()]);
  return variants.filter((variant) => {
    const key = variant.tokenIds.join();
    const isNew = variant.tokenIds.length > 0 && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** A prompt of parts of another, its image spans moved along. Every image must stay. */
function rearranged(
  { tokenIds, imageSpans, images }: EncodedPrompt,
  parts: readonly (readonly [from: number, to: number])[],
  before: readonly number[] = [],
): EncodedPrompt {
  const ids = [...before];
  const spans: { start: number; length: number }[] = [];
  for (const [from, to] of parts) {
    const offset = ids.length - from;
    for (const { start, length } of imageSpans)
      if (start >= from && start + length <= to) spans.push({ start: start + offset, length });
    ids.push(...tokenIds.slice(from, to));
  }
  return spans.length === imageSpans.length
    ? { tokenIds: ids, imageSpans: spans, images }
    : { tokenIds: [], imageSpans: [], images: [] };
}

/** Where a run of tokens stands for the last time; -1 where it does not. */
function lastIndexOf(tokenIds: readonly number[], wanted: readonly number[]): number {
  for (let at = tokenIds.length - wanted.length; at >= 0; at--)
    if (wanted.every((id, i) => tokenIds[at + i] === id)) return at;
  return -1;
}
