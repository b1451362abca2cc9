import type { SteppedCompletion } from '@stepgrpo/advantage';
import type { Completion } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import { stepRewards, type CompletionScores, type ResponseStep, type WeightedRule } from '@stepgrpo/rewards';

/**
 * Steps of a text as steps of its tokens: a token belongs to the step that holds the first byte of its text.
 *
 * Byte-level tokens may share a character and may reach over the end of a step; by this rule each token is in one step,
 * whatever the text, and steps end where the tokens of the next heading begin. A step without a token of its own gives its
 * reward to the step whose last token holds its text. The last step takes the tokens that have no text, such as the end
 * token.
 *
 * Shapes  steps [K], starts [T] UTF-16 units -> steps of tokens, at most K, ends strictly rising, the last T - 1
 * Range   the rewards keep their sum
 */
export function tokenSteps(
  steps: readonly ResponseStep[],
  starts: readonly number[],
  tokens: number,
): { readonly end: number; readonly reward: number }[] {
  const placed: { end: number; reward: number }[] = [];
  let next = 0;
  steps.forEach(({ end, reward }, k) => {
    const isLast = k === steps.length - 1;
    while (next < tokens && (isLast || (starts[next] ?? Infinity) < end)) next++;
    const before = placed.at(-1);
    if (before?.end === next - 1) before.reward += reward;
    else placed.push({ end: next - 1, reward });
  });
  return placed;
}

/** What a completion's tokens earned, step by step, and in all. */
export function steppedCompletion(
  completion: Completion,
  {
    policy,
    scores,
    rules,
  }: {
    readonly policy: Pick<TrainablePolicy, 'decodeWithStarts'>;
    readonly scores: CompletionScores;
    readonly rules: readonly WeightedRule[];
  },
): SteppedCompletion {
  const { tokenIds, finishReason } = completion;
  const { text, starts } = policy.decodeWithStarts(
    finishReason === 'stop' ? tokenIds.slice(0, -1) : tokenIds,
  );
  const steps = tokenSteps(stepRewards(text, scores, rules), starts, tokenIds.length);
  return { tokens: tokenIds.length, steps };
}
