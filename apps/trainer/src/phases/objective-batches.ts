import type { Completion, EncodedPrompt, RlConfig, Rng, TrainingSequence } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import { entropyRank, lossDenominator, trlDenominator, type ObjectiveSettings } from '@stepgrpo/optim';
import { hostTensor, scalarTensor, type HostTensor } from '@stepgrpo/tensor';
import type { CompletionAdvantage } from './generation-advantages';
import { chunks, padded } from './micro-batches';
import type { Steering } from './steering';

type NamedTensors = Readonly<Record<string, HostTensor>>;

/** A completion to learn from. */
export interface Row {
  readonly sequence: TrainingSequence;
  readonly completion: Completion;
  readonly advantage: CompletionAdvantage;
  /** Log-probabilities when the completion was drawn, as the trainer computes them; absent: not needed. */
  readonly oldLogProbs?: ArrayLike<number>;
}

/** A micro-batch as an objective takes it. */
export interface RlBatch {
  readonly [name: string]: HostTensor | NamedTensors | RlScalars;
  readonly inputs: NamedTensors;
  readonly mask: HostTensor;
  readonly advantages: HostTensor;
  readonly scalars: RlScalars;
}
export type RlScalars = Readonly<Record<string, HostTensor | NamedTensors>>;

/** A micro-batch before the weights of this update are known. */
interface PlainBatch {
  readonly tensors: Readonly<Record<string, HostTensor | NamedTensors>>;
  readonly counts: Counts;
}

interface Counts {
  readonly rows: number;
  readonly tokens: number;
}

/** What one update learns from. */
export interface UpdateBatches {
  readonly counts: Counts;
  readonly batches: readonly PlainBatch[];
}

export interface BatchParts {
  readonly rl: RlConfig;
  readonly settings: ObjectiveSettings;
  readonly policy: TrainablePolicy;
  /** The policy the KL term of the loss refers to; null without one. */
  readonly reference: TrainablePolicy | null;
  /** Chooses what adapters with dropout drop, batch by batch; nothing is dropped when absent. */
  readonly dropout?: Rng;
}

/** A prompt with its completions. */
export interface PromptedGroup {
  readonly prompt: EncodedPrompt;
  readonly completions: readonly Completion[];
}

/** The sequences of all completions, in the order of their groups. */
export function sequencesOf(groups: readonly PromptedGroup[]): TrainingSequence[] {
  return groups.flatMap(({ prompt, completions }) =>
    completions.map(({ tokenIds }) => ({ prompt, completionIds: tokenIds })),
  );
}

/** Rows in the order of their groups: the sequence of each completion with its advantage. */
export function rowsOf(
  groups: readonly PromptedGroup[],
  advantages: readonly (readonly CompletionAdvantage[])[],
): Row[] {
  const completions = groups.flatMap((group) => group.completions);
  const each = advantages.flat();
  return sequencesOf(groups).map((sequence, i) => ({
    sequence,
    completion: completions[i]!,
    advantage: each[i]!,
  }));
}

/**
 * Lays the rows of one update out in micro-batches, with what the reference says of them. Rows come in the order of their
 * groups: those of one prompt share it in a micro-batch.
 */
export async function updateBatches(rows: readonly Row[], parts: BatchParts): Promise<UpdateBatches> {
  const { microBatchSize } = parts.rl.optim;
  const batches: PlainBatch[] = [];
  // One after the other: the reference's programs must not compete with each other for memory.
  for (const [i, chunk] of chunks(rows, microBatchSize).entries()) {
    const dropout = parts.dropout?.fork(`batch-${i}`);
    batches.push(await plainBatch(chunk, { ...parts, ...(dropout && { dropout }) }));
  }
  const tokens = batches.reduce((total, { counts }) => total + counts.tokens, 0);
  return { counts: { rows: rows.length, tokens }, batches };
}

async function plainBatch(
  rows: readonly Row[],
  { rl, settings, policy, reference, dropout }: BatchParts,
): Promise<PlainBatch> {
  const sequences = rows.map((row) => row.sequence);
  const { inputs, completionMask } = policy.collate(sequences, {
    minRows: rl.optim.microBatchSize,
    ...(dropout && { rng: dropout }),
  });
  const shape = completionMask.shape as [number, number];
  const mask = rl.maskTruncated ? withoutTruncated(completionMask, rows) : completionMask;
  const matrix = (values: readonly ArrayLike<number>[]): HostTensor =>
    hostTensor(padded(values, shape), shape);
  const old = rows.flatMap(({ oldLogProbs }) => (oldLogProbs === undefined ? [] : [oldLogProbs]));
  const sampled = settings.mismatch !== undefined || settings.offPolicyThreshold !== undefined;
  const tensors = {
    inputs,
    mask,
    advantages: advantagesTensor(
      rows.map((row) => row.advantage),
      shape,
    ),
    ...(old.length === 0 ? {} : { oldLogProbs: matrix(old) }),
    ...(sampled ? { samplingLogProbs: matrix(rows.map(({ completion }) => completion.logProbs)) } : {}),
    ...(reference === null ? {} : { refLogProbs: matrix(await reference.logProbs(sequences)) }),
  };
  const tokens = Array.from(mask.data).filter((on) => on !== 0).length;
  return { tensors, counts: { rows: rows.length, tokens } };
}

/** [B] where each completion has one number, [B, T] where a token has its own. */
function advantagesTensor(
  advantages: readonly CompletionAdvantage[],
  [height, width]: readonly [number, number],
): HostTensor {
  const scalars = advantages.filter((advantage) => typeof advantage === 'number');
  if (scalars.length === advantages.length) return hostTensor(padded([scalars], [1, height]), [height]);
  const rows = advantages.map((advantage) => (typeof advantage === 'number' ? [advantage] : advantage));
  return hostTensor(padded(rows, [height, width]), [height, width]);
}

function withoutTruncated(mask: HostTensor, rows: readonly Row[]): HostTensor {
  const data = Float32Array.from(mask.data);
  const width = mask.shape[1]!;
  rows.forEach(({ completion }, i) => {
    if (completion.finishReason === 'length') data.fill(0, i * width, (i + 1) * width);
  });
  return hostTensor(data, mask.shape);
}

/**
 * The micro-batches of an update with its scalars: divisors from the counts of the whole update, weights as they stand.
 *
 * With compat "trl" the divisors are TRL's: each micro-batch by itself, or the tokens of the whole generation.
 */
export function withScalars(
  { counts, batches }: UpdateBatches,
  {
    rl,
    settings,
    steering,
    generationTokens,
  }: Pick<BatchParts, 'rl' | 'settings'> & { readonly steering: Steering; readonly generationTokens: number },
): readonly RlBatch[] {
  const maxTokens = rl.maxCompletionTokens;
  const accumulation = batches.length;
  const divisor = (micro: Counts): number =>
    settings.compat === 'trl'
      ? trlDenominator(settings.aggregation, {
          ...micro,
          maxTokens,
          accumulation,
          generationTokens,
          processes: 1,
        })
      : lossDenominator(settings.aggregation, { ...counts, maxTokens });
  const entropyDivisor = (micro: Counts): number => {
    if (settings.compat !== 'trl') return Math.max(1, counts.tokens);
    return settings.aggregation === 'generation-token-mean' ? divisor(micro) : accumulation;
  };
  return batches.map(({ counts: micro, tensors }) => {
    const rank = entropyRank(micro.tokens, settings.topEntropy);
    const scalars: RlScalars = {
      denominator: scalarTensor(divisor(micro)),
      rows: scalarTensor(counts.rows),
      tokens: scalarTensor(counts.tokens),
      ...('refLogProbs' in tensors ? { klCoefficient: scalarTensor(steering.klCoefficient) } : {}),
      ...(settings.entropyBonus
        ? {
            entropyCoefficient: scalarTensor(steering.entropyCoefficient),
            entropyDenominator: scalarTensor(entropyDivisor(micro)),
          }
        : {}),
      ...(settings.topEntropy < 1
        ? {
            entropyRank: {
              indices: hostTensor(Int32Array.from(rank.indices)),
              weight: scalarTensor(rank.weight),
            },
          }
        : {}),
    };
    return { ...tensors, scalars } as RlBatch;
  });
}
