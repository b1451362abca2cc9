import type { PolicyModel, TrainingSequence } from '@stepgrpo/core';

/** Logits from which a token of a sequence was drawn. */
export interface ForcedToken {
  readonly sequence: number;
  readonly position: number;
  readonly tokenId: number;
  readonly logits: Float32Array;
}

/**
 * The logits behind each token of the sequences, from the policy's own decoding with the tokens given.
 *
 * Range  at most `maxNumbers` logits are kept; sequences are followed to the same length, and cut there
 */
export async function forcedLogits(
  policy: PolicyModel,
  sequences: readonly TrainingSequence[],
  maxNumbers = 2 ** 24,
): Promise<readonly ForcedToken[]> {
  const longest = Math.max(...sequences.map(({ completionIds }) => completionIds.length));
  const length = Math.min(
    longest,
    Math.max(1, Math.floor(maxNumbers / (policy.vocabSize * sequences.length))),
  );
  const session = await policy.startDecoding(
    sequences.map(({ prompt }) => prompt),
    { groupSize: 1, maxNewTokens: length },
  );
  const tokens: ForcedToken[] = [];
  try {
    for (let position = 0; position < length; position++) {
      const { logits } = session;
      sequences.forEach(({ completionIds }, sequence) => {
        const tokenId = completionIds[position];
        if (tokenId === undefined) return;
        const start = sequence * policy.vocabSize;
        tokens.push({ sequence, position, tokenId, logits: logits.slice(start, start + policy.vocabSize) });
      });
      const open = sequences.flatMap(({ completionIds }, i) =>
        completionIds.length > position + 1 ? [i] : [],
      );
      if (open.length === 0 || position + 1 === length) break;
      const next = Int32Array.from(sequences, ({ completionIds }) => completionIds[position] ?? 0);
      await session.step(next, Int32Array.from(open));
    }
  } finally {
    session.dispose();
  }
  return tokens;
}
