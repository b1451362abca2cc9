import type { FinishReason } from '@stepgrpo/core';

/** Why a completion ends with its latest token; null while it goes on. An end token at the limit is a stop. */
export function finishReason(
  tokenIds: readonly number[],
  { endTokenIds, maxNewTokens }: { readonly endTokenIds: ReadonlySet<number>; readonly maxNewTokens: number },
): FinishReason | null {
  const last = tokenIds.at(-1);
  if (last !== undefined && endTokenIds.has(last)) return 'stop';
  return tokenIds.length >= maxNewTokens ? 'length' : null;
}
