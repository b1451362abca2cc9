import { ShapeError } from '@stepgrpo/core';
import type {
  Completion,
  DecodingSession,
  FinishReason,
  PolicyModel,
  Sample,
  SamplingOptions,
} from '@stepgrpo/core';
import { LogitsError, SamplingAbortedError } from './errors';
import { seenTokens, type SeenTokens } from './logits/repetition-penalty';
import { finishReason } from './stop';
import { tokenDrawer } from './token-drawer';

/** A completion in the making: one row of the decoding session. */
interface Row {
  readonly sample: Sample;
  readonly index: number;
  readonly uniform: () => number;
  readonly tokenIds: number[];
  readonly logProbs: number[];
  /** Tokens of the prompt and of the completion so far. */
  readonly seen: SeenTokens;
  finish: FinishReason | null;
}

/**
 * Completions of a few samples, decoded together: each prompt is encoded once, then every open row gets one token
 * a turn, and finished rows leave the computation.
 *
 * Shapes  samples [B] -> rows [B * G], sample by sample
 * Throws  SamplingAbortedError between two turns; LogitsError when a row is no distribution; ShapeError when the
 *         session has other sizes than asked for
 */
export async function decodeGroups(
  policy: PolicyModel,
  samples: readonly Sample[],
  {
    options,
    onEnd,
  }: { readonly options: SamplingOptions; readonly onEnd: (ended: number, drawn: number) => void },
): Promise<Completion[][]> {
  const { groupSize, maxNewTokens, signal } = options;
  throwIfAborted(signal);
  const prompts = await Promise.all(samples.map((sample) => policy.encode(sample)));
  throwIfAborted(signal);
  const rows = samples.flatMap((sample, b) => openRows(sample, prompts[b]?.tokenIds ?? [], options));
  const session = await policy.startDecoding(prompts, { groupSize, maxNewTokens });
  try {
    if (session.rows !== rows.length) {
      throw new ShapeError(
        `The session of policy "${policy.name}" has ${session.rows} rows for ${samples.length} prompts x ${groupSize}.`,
        'return a session with one row per prompt and completion.',
      );
    }
    await writeRows(policy, session, { rows, options, onEnd });
  } finally {
    session.dispose();
  }
  const completions = rows.map((row) => completionOf(policy, row));
  return samples.map((_, b) => completions.slice(b * groupSize, (b + 1) * groupSize));
}

function openRows(
  sample: Sample,
  prompt: readonly number[],
  { groupSize, rng, repetitionPenalty = 1 }: SamplingOptions,
): Row[] {
  const sampleRng = rng.fork(sample.id);
  return Array.from({ length: groupSize }, (_, index) => {
    const rowRng = sampleRng.fork(`completion-${index}`);
    const seen = seenTokens(repetitionPenalty === 1 ? [] : prompt);
    const written = { tokenIds: [], logProbs: [], seen, finish: null };
    return { sample, index, uniform: () => rowRng.uniform(), ...written };
  });
}

async function writeRows(
  policy: PolicyModel,
  session: DecodingSession,
  work: {
    readonly rows: readonly Row[];
    readonly options: SamplingOptions;
    readonly onEnd: (ended: number, drawn: number) => void;
  },
): Promise<void> {
  const { rows, options } = work;
  const { temperature, topP, topK, minP = 0, repetitionPenalty = 1, maxNewTokens, signal } = options;
  const vocabSize = policy.vocabSize;
  const draw = tokenDrawer({ vocabSize, temperature, topP, topK, minP, repetitionPenalty });
  const limits = { endTokenIds: new Set(policy.endTokenIds), maxNewTokens };
  const tokenIds = new Int32Array(rows.length);
  let active = Int32Array.from(rows.keys());
  for (;;) {
    const { logits } = session;
    if (logits.length !== rows.length * vocabSize) {
      throw new ShapeError(
        `Policy "${policy.name}" gave ${logits.length} logits for ${rows.length} rows x ${vocabSize} tokens.`,
        'give logits of shape [rows, vocabSize].',
      );
    }
    for (const r of active) {
      const row = rows[r]!;
      const drawn = draw(logits, r * vocabSize, row.uniform, row.seen);
      if (drawn === null) throw badLogits(policy, row);
      row.tokenIds.push(drawn.tokenId);
      if (repetitionPenalty !== 1) row.seen.add(drawn.tokenId);
      row.logProbs.push(drawn.logProb);
      row.finish = finishReason(row.tokenIds, limits);
      tokenIds[r] = drawn.tokenId;
    }
    const drawn = active.length;
    active = active.filter((r) => rows[r]!.finish === null);
    work.onEnd(drawn - active.length, drawn);
    if (active.length === 0) return;
    throwIfAborted(signal);
    await (active.length === rows.length ? session.step(tokenIds) : session.step(tokenIds, active));
    throwIfAborted(signal);
  }
}

function completionOf(policy: PolicyModel, { index, tokenIds, logProbs, finish }: Row): Completion {
  const text = policy.decodeText(finish === 'stop' ? tokenIds.slice(0, -1) : tokenIds);
  return { index, text, tokenIds, logProbs, finishReason: finish ?? 'length' };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new SamplingAbortedError('Sampling was stopped by its signal.', 'run it again to get completions.', {
    cause: signal.reason,
  });
}

function badLogits(policy: PolicyModel, { sample, index, tokenIds }: Row): LogitsError {
  return new LogitsError(
    `Policy "${policy.name}" gave logits that are no distribution (NaN or infinite) for token ${tokenIds.length} ` +
      `of completion ${index} of sample "${sample.id}".`,
    'start from an earlier checkpoint with a lower learning rate; its weights may have diverged.',
  );
}
