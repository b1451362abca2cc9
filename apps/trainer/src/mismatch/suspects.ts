import type { EncodedPrompt, Sample, TrainingSequence } from '@stepgrpo/core';
import type { HostWeights, TrainablePolicy } from '@stepgrpo/model';
import { drawnLogProb, type DrawSettings } from './drawn-log-prob';
import { forcedLogits } from './forced-logits';
import { promptVariants } from './prompt-variants';

/** What may be wrong between a sampler and a trainer. */
export type Fault =
  'stale-weights' | 'adapter' | 'temperature' | 'renormalization' | 'chat-template' | 'image';

/** What the sampler's log-probabilities are meant to be: `raw`, at temperature 1 without truncation; `drawn`, of the
 * distribution the tokens were drawn from, tempered, truncated and renormalised. */
export type Reported = 'raw' | 'drawn';

/** A completion under examination. */
export interface Examined {
  readonly sample: Sample;
  readonly sequence: TrainingSequence;
  /** As the sampler computed them, nats. */
  readonly sampled: readonly number[];
}

/** Weights the sampler may have used instead. */
export interface OtherWeights {
  readonly fault: 'stale-weights' | 'adapter';
  /** Whose they are, in words: "the weights before the last update". */
  readonly what: string;
  readonly weights: HostWeights;
}

/** What the examination knows of the run. */
export interface CaseFile {
  readonly policy: TrainablePolicy;
  readonly examined: readonly Examined[];
  readonly drawing: DrawSettings;
  readonly reported: Reported;
  readonly otherWeights: readonly OtherWeights[];
}

/** One explanation: what the log-probabilities would be if it were true. A row without an entry is not looked at. */
export interface Hypothesis {
  readonly fault: Fault;
  /** What the sampler did, in words, after "the sampler's numbers are those of". */
  readonly what: string;
  readonly logProbs: readonly ArrayLike<number>[];
}

/** What the sampler ought to have reported. */
export function expectedLogProbs(
  { policy, drawing, reported }: Pick<CaseFile, 'policy' | 'drawing' | 'reported'>,
  sequences: readonly TrainingSequence[],
): Promise<readonly ArrayLike<number>[]> {
  return reported === 'raw'
    ? policy.logProbs(sequences)
    : viewed(policy, sequences, [drawing]).then((rows) => rows[0]!);
}

/** Every explanation that can be tried, one after the other. */
export async function* hypotheses(file: CaseFile): AsyncGenerator<Hypothesis> {
  yield* ofWeights(file);
  yield* ofDrawing(file);
  yield* ofImages(file);
  yield* ofTemplates(file);
}

const sequencesOf = ({ examined }: CaseFile): readonly TrainingSequence[] =>
  examined.map(({ sequence }) => sequence);

async function* ofWeights(file: CaseFile): AsyncGenerator<Hypothesis> {
  for (const { fault, what, weights } of file.otherWeights) {
    const policy = file.policy.withWeights(weights);
    try {
      yield { fault, what, logProbs: await expectedLogProbs({ ...file, policy }, sequencesOf(file)) };
    } finally {
      await policy.dispose();
    }
  }
}

type View = DrawSettings & { readonly renormalize?: boolean };
const untouched: View = { temperature: 1, topP: 1, topK: 0 };

/** Log-probabilities in other distributions than the right one: other temperatures, with and without truncation. */
async function* ofDrawing(file: CaseFile): AsyncGenerator<Hypothesis> {
  const { policy, drawing, reported, examined } = file;
  const truncates = drawing.topP < 1 || drawing.topK > 0 || (drawing.minP ?? 0) > 0;
  const cut = { ...drawing, temperature: 1 };
  const views: (readonly [Fault, string, View])[] = [];
  if (reported === 'raw') {
    views.push([
      'temperature',
      `temperature ${drawing.temperature} instead of 1`,
      { ...untouched, temperature: drawing.temperature },
    ]);
    if (truncates) {
      views.push([
        'renormalization',
        'the truncated distribution, renormalised, instead of the whole one',
        drawing,
      ]);
      views.push([
        'renormalization',
        'the truncated distribution at temperature 1 instead of the whole one',
        cut,
      ]);
    }
  } else if (truncates) {
    const what = 'a truncated distribution that was not renormalised';
    views.push(['renormalization', what, { ...drawing, renormalize: false }]);
    views.push([
      'renormalization',
      'the whole distribution instead of the truncated one',
      { ...untouched, temperature: drawing.temperature },
    ]);
  }
  if (reported === 'drawn' && drawing.temperature !== 1)
    views.push(['temperature', `temperature 1 instead of ${drawing.temperature}`, cut]);
  const tokens = await forcedLogits(policy, sequencesOf(file));
  const rowsUnder = (view: View): number[][] => rowsOf(tokens, examined.length, view);
  for (const [fault, what, view] of views) yield { fault, what, logProbs: rowsUnder(view) };
  const base = reported === 'raw' ? untouched : drawing;
  const fitted = fitTemperature(tokens, examined, base);
  const right = reported === 'raw' ? 1 : drawing.temperature;
  yield {
    fault: 'temperature',
    what: `temperature ${fitted.toPrecision(3)} instead of ${right}`,
    logProbs: rowsUnder({ ...base, temperature: fitted }),
  };
}

type Tokens = Awaited<ReturnType<typeof forcedLogits>>;

function rowsOf(tokens: Tokens, rows: number, view: View): number[][] {
  const logProbs = Array.from({ length: rows }, (): number[] => []);
  for (const { sequence, position, tokenId, logits } of tokens)
    logProbs[sequence]![position] = drawnLogProb(logits, tokenId, view);
  return logProbs;
}

async function viewed(
  policy: TrainablePolicy,
  sequences: readonly TrainingSequence[],
  views: readonly View[],
): Promise<readonly number[][][]> {
  const tokens = await forcedLogits(policy, sequences);
  return views.map((view) => rowsOf(tokens, sequences.length, view));
}

/** The temperature under which the sampler's numbers are most nearly right, by golden-section search over its logarithm. */
function fitTemperature(tokens: Tokens, examined: readonly Examined[], base: View): number {
  const some = tokens.slice(0, 32);
  const loss = (log: number): number =>
    some.reduce((total, { sequence, position, tokenId, logits }) => {
      const value = drawnLogProb(logits, tokenId, { ...base, temperature: Math.exp(log) });
      return total + Math.min(50, Math.abs(value - examined[sequence]!.sampled[position]!));
    }, 0);
  const grid = Array.from({ length: 25 }, (_, i) => -2.4 + 0.2 * i);
  const best = grid.reduce((a, b) => (loss(b) < loss(a) ? b : a));
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [best - 0.2, best + 0.2];
  for (let i = 0; i < 30; i++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** The prompts with the images of another sample, or with blank ones. */
async function* ofImages(file: CaseFile): AsyncGenerator<Hypothesis> {
  const samples = [...new Map(file.examined.map(({ sample }) => [sample.id, sample])).values()];
  const withImages = samples.filter(({ images }) => images.length > 0);
  for (let shift = 1; shift < withImages.length; shift++) {
    const swapped = new Map(
      withImages.map(
        (sample, i) => [sample.id, withImages[(i + shift) % withImages.length]!.images] as const,
      ),
    );
    const what = 'prompts with the image of another sample';
    yield* ofPrompts(file, { fault: 'image', what }, async ({ sample, sequence }) => {
      const images = swapped.get(sample.id);
      return images === undefined ? sequence.prompt : file.policy.encode({ ...sample, images });
    });
  }
  if (withImages.length === 0) return;
  const blank = ({ images, ...prompt }: EncodedPrompt): EncodedPrompt => ({
    ...prompt,
    images: images.map(({ grid, pixels }) => ({ grid, pixels: new Float32Array(pixels.length) })),
  });
  const what = 'prompts with an empty image';
  yield* ofPrompts(file, { fault: 'image', what }, async ({ sequence }) => blank(sequence.prompt));
}

async function* ofTemplates(file: CaseFile): AsyncGenerator<Hypothesis> {
  const variants = file.examined.map(({ sample, sequence }) =>
    promptVariants(file.policy, sequence.prompt, sample.question),
  );
  for (let v = 0; v < Math.max(...variants.map(({ length }) => length)); v++) {
    const what = 'prompts of another chat template';
    let row = 0;
    yield* ofPrompts(
      file,
      { fault: 'chat-template', what },
      async ({ sequence }) => variants[row++]?.[v] ?? sequence.prompt,
    );
  }
}

async function* ofPrompts(
  file: CaseFile,
  named: Pick<Hypothesis, 'fault' | 'what'>,
  promptOf: (examined: Examined) => Promise<EncodedPrompt>,
): AsyncGenerator<Hypothesis> {
  const sequences: TrainingSequence[] = [];
  for (const examined of file.examined)
    sequences.push({ prompt: await promptOf(examined), completionIds: examined.sequence.completionIds });
  yield { ...named, logProbs: await expectedLogProbs(file, sequences) };
}
