import { ShapeError, type EncodedPrompt, type TrainingSequence } from '@stepgrpo/core';
import { headDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import { roundUp } from './shape-buckets';

/** A prompt without its last token, written once for all the sequences of its row that begin with it. */
export interface PlacedPrefix {
  readonly prompt: EncodedPrompt;
  readonly row: number;
  readonly start: number;
}

/** Where the rest of a sequence is: the last token of its prompt, then its completion without the last token. */
export interface PlacedTail {
  readonly row: number;
  readonly start: number;
  /** Index of its prefix, which is in the same row. */
  readonly prefix: number;
}

/** Sequences side by side in rows of one length. */
export interface Packing {
  readonly rows: number;
  readonly length: number;
  readonly prefixes: readonly PlacedPrefix[];
  /** One for each sequence, in their order. */
  readonly tails: readonly PlacedTail[];
}

/** Row lengths are multiples of this, so that few shapes are compiled. */
const lengthStep = (longest: number): number => (longest <= 256 ? 16 : 64);

/**
 * The layout of sequences that costs least to run: several in a row where they fit, and a prompt once for its completions.
 *
 * The tokens whose hidden state predicts nothing, the last of each sequence, are left out.
 *
 * Equation  cost = rows * length * (1 + length * attentionShare), the least over row lengths from the longest sequence to twice that
 * Shapes    n sequences -> rows x length places
 * Throws    ShapeError for no sequence, or an empty prompt
 */
export function packing(config: Qwen2VlConfig, sequences: readonly TrainingSequence[]): Packing {
  if (sequences.length === 0)
    throw new ShapeError('There are no sequences to collate.', 'pass at least one.');
  const empty = sequences.findIndex(({ prompt }) => prompt.tokenIds.length === 0);
  if (empty >= 0) throw new ShapeError(`The prompt of row ${empty} is empty.`, 'give it at least one token.');
  const longest = Math.max(...sequences.map((sequence) => prefixLength(sequence) + tailLength(sequence)));
  const step = lengthStep(longest);
  const shortest = roundUp(longest, step);
  const share = attentionShare(config);
  const order = byFamily(sequences);
  let best: Packing | undefined;
  let leastCost = Infinity;
  for (let length = shortest; length <= 2 * shortest; length += step) {
    const candidate = packInto(length, sequences, order);
    const cost = candidate.rows * length * (1 + length * share);
    if (cost >= leastCost) continue;
    leastCost = cost;
    best = candidate;
  }
  return best as Packing;
}

/** Places the prefix of a sequence takes. */
export function prefixLength({ prompt }: TrainingSequence): number {
  return prompt.tokenIds.length - 1;
}

/** Places the tail of a sequence takes. */
export function tailLength({ completionIds }: TrainingSequence): number {
  return Math.max(1, completionIds.length);
}

/** 1, 2 and multiples of 4: more numbers would save little and have more shapes compiled. */
function rowBucket(rows: number): number {
  return rows <= 2 ? rows : roundUp(rows, 4);
}

/** Best fit, in the given order: into a row that has the prompt already, else where least room is left, else into a new row. */
function packInto(length: number, sequences: readonly TrainingSequence[], order: readonly number[]): Packing {
  const used: number[] = [];
  const prefixes: PlacedPrefix[] = [];
  const prefixesOf = new Map<EncodedPrompt, number[]>();
  const tails = new Array<PlacedTail>(sequences.length);
  for (const index of order) {
    const sequence = sequences[index] as TrainingSequence;
    const tail = tailLength(sequence);
    const known = prefixesOf.get(sequence.prompt) ?? [];
    let prefix = known.find((at) => (used[prefixes[at]?.row ?? 0] ?? 0) + tail <= length);
    if (prefix === undefined) {
      const row = tightestRow(used, length - prefixLength(sequence) - tail);
      const start = used[row] ?? 0;
      prefix = prefixes.push({ prompt: sequence.prompt, row, start }) - 1;
      prefixesOf.set(sequence.prompt, [...known, prefix]);
      used[row] = start + prefixLength(sequence);
    }
    const row = prefixes[prefix]?.row ?? 0;
    const start = used[row] ?? 0;
    tails[index] = { row, start, prefix };
    used[row] = start + tail;
  }
  return { rows: rowBucket(used.length), length, prefixes, tails };
}

/** The fullest row that is used up to `most` at most; a new one when there is none. */
function tightestRow(used: readonly number[], most: number): number {
  let row = used.length;
  used.forEach((count, at) => {
    if (count <= most && (row === used.length || count > (used[row] ?? 0))) row = at;
  });
  return row;
}

/** Positions of the sequences: those of one prompt together, longest first; prompts by their longest sequence. */
function byFamily(sequences: readonly TrainingSequence[]): readonly number[] {
  const families = new Map<EncodedPrompt, number[]>();
  sequences.forEach(({ prompt }, i) => families.set(prompt, [...(families.get(prompt) ?? []), i]));
  const lengthAt = (i: number | undefined): number => {
    const sequence = i === undefined ? undefined : sequences[i];
    return sequence === undefined ? 0 : prefixLength(sequence) + tailLength(sequence);
  };
  const ordered = [...families.values()].map((family) => family.sort((a, b) => lengthAt(b) - lengthAt(a)));
  return ordered.sort((a, b) => lengthAt(b[0]) - lengthAt(a[0])).flat();
}

/**
 * What one more place in a row costs each of its tokens in attention, as a share of the token's cost elsewhere.
 *
 * Equation  (4 heads head + 20 heads) / (2 weights of a layer); 20 is what a softmax of one score costs in operations, about
 */
function attentionShare(config: Qwen2VlConfig): number {
  const { hiddenSize, intermediateSize, numHeads, numKvHeads } = config;
  const width = headDim(config);
  const weights = hiddenSize * (2 * (numHeads + numKvHeads) * width + 3 * intermediateSize);
  return (numHeads * (4 * width + 20)) / (2 * weights);
}
