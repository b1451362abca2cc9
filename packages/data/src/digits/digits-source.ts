import { createHash } from 'node:crypto';
import { ConfigError, createRng, formatResponse } from '@stepgrpo/core';
import type { Rng, Sample } from '@stepgrpo/core';
import { assertSampleIndex } from '../sample-source';
import type { SampleSource } from '../sample-source';
import { drawDigits } from './canvas';
import { digitsKinds } from './kinds';
import { loadMnist } from './mnist';
import type { MnistImages, MnistSplit } from './mnist';
import type { DigitsQuestion } from './question';
import { shortcutPath } from './shortcut-path';
import { listed, readingStep } from './wording';

/** Which samples to make. */
export interface DigitsOptions {
  /** The images come from this split of MNIST only. */
  readonly split: MnistSplit;
  readonly count: number;
  readonly seed?: string | number;
  /** Fewest and most digits in an image, 2 to 9. A kind that needs more than the fewest gets what it needs. */
  readonly digits?: readonly [fewest: number, most: number];
  /** Names of question kinds; all that fit `digits` when absent. */
  readonly kinds?: readonly string[] | undefined;
  /** Share of the reasoning paths that are the answer alone, 0 to 1; 0 when absent. */
  readonly shortcuts?: number;
}

/** What was drawn for one sample, before it became an image and a text. */
export interface DigitsDrawing {
  readonly kind: string;
  /** Left to right, 0 to 9. */
  readonly digits: readonly number[];
  readonly split: MnistSplit;
  /** Where each digit stands in its MNIST split. */
  readonly mnistIndices: readonly number[];
}

/** The digits task. */
export interface DigitsSource extends SampleSource {
  get(index: number): Sample;
  drawing(index: number): DigitsDrawing;
}

const [fewestDigits, mostDigits] = [2, 9];
/** Samples whose content goes into the hash, so that a change of wording changes it too. */
const hashedSamples = 64;

/**
 * Questions about handwritten digits, made when asked for: sample i depends on the seed, the split, i, the range of
 * digits and the kinds, so count and order move nothing. Each run of as many samples as there are kinds has one of
 * each.
 *
 * Range    `digits` 2 to 9
 * Throws   ConfigError for a bad range, count or kind that does not fit; UnknownNameError for an unknown kind;
 *          DataError when the files of MNIST are not the published ones
 * Example  digitsSource({ split: 'train', count: 1000 }).get(0).question
 */
export function digitsSource(options: DigitsOptions): DigitsSource {
  const { split, count, seed = 0, digits: range = [2, 4], shortcuts = 0 } = options;
  assertRange(range, count);
  assertShare(shortcuts);
  const kinds = chooseKinds(options.kinds, range);
  const images = loadMnist()[split];
  const root = createRng(seed).fork('digits').fork(split);
  const bounds = { name: `digits/${split}`, length: count };

  const draw = (index: number): DigitsDrawing => {
    assertSampleIndex(index, bounds);
    const kind = kindAt(index, kinds, root);
    const rng = root.fork(String(index));
    const digits = drawLabels(kind, range, rng.fork('labels'));
    return { kind, digits, split, mnistIndices: drawIndices(digits, images, rng.fork('images')) };
  };
  const get = (index: number): Sample => {
    const drawing = draw(index);
    const rng = root.fork(String(index));
    const asked = digitsKinds.get(drawing.kind).ask(drawing.digits, rng.fork('question'));
    const isShortcut = rng.fork('path').uniform() < shortcuts;
    return {
      id: `digits/${split}/${seed}/${String(index).padStart(6, '0')}`,
      images: [drawDigits(images, drawing.mnistIndices)],
      imagePlacement: 'after-question',
      category: drawing.kind,
      ...answered(drawing.digits, asked, isShortcut),
    };
  };
  const definition = {
    task: 'digits',
    split,
    count,
    seed: String(seed),
    range,
    kinds,
    shortcuts,
    mnist: images.sha256,
  };
  let hash: string | null = null;
  return {
    ...bounds,
    get hash() {
      hash ??= hashOf(
        definition,
        Array.from({ length: Math.min(count, hashedSamples) }, (_, i) => get(i)),
      );
      return hash;
    },
    get,
    drawing: draw,
    describe: () =>
      `digits: ${count} samples of the MNIST ${split} split, ${range[0]} to ${range[1]} digits each, ` +
      `${kinds.length} kinds of question, seed ${seed}`,
  };
}

function answered(
  digits: readonly number[],
  { question, rationale, steps, answer }: DigitsQuestion,
  isShortcut: boolean,
): Pick<Sample, 'question' | 'solution' | 'keySteps' | 'reasoning'> {
  const all = [readingStep(digits), ...steps];
  const whole = {
    description: `The image shows ${listed(digits)}.`,
    rationales: rationale,
    steps: all.map((step) => step.text),
    answer,
  };
  return {
    question,
    solution: answer,
    keySteps: all.flatMap((step) => step.keySteps),
    reasoning: isShortcut ? shortcutPath(whole) : formatResponse(whole),
  };
}

function assertRange([fewest, most]: readonly [number, number], count: number): void {
  const whole = [fewest, most, count].every(Number.isInteger);
  if (!whole || fewest < fewestDigits || fewest > most || most > mostDigits) {
    const what = `the range is ${fewest} to ${most} digits.`;
    throw new ConfigError(
      what,
      `give two whole numbers, ${fewestDigits} to ${mostDigits}, the smaller first.`,
      'digits',
    );
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new ConfigError(`the count is ${count}.`, 'give a whole number of at least 1.', 'count');
  }
}

function assertShare(shortcuts: number): void {
  if (shortcuts >= 0 && shortcuts <= 1) return;
  throw new ConfigError(`the share of shortcuts is ${shortcuts}.`, 'give a number from 0 to 1.', 'shortcuts');
}

/** The kinds asked for, or all; those that need more digits than there are do not fit. */
function chooseKinds(
  asked: readonly string[] | undefined,
  [, most]: readonly [number, number],
): readonly string[] {
  const fits = (name: string): boolean => digitsKinds.get(name).fewestDigits <= most;
  const chosen = asked === undefined ? digitsKinds.names.filter(fits) : [...new Set(asked)];
  const misfit = chosen.find((name) => !fits(name));
  if (misfit !== undefined) {
    const needed = digitsKinds.get(misfit).fewestDigits;
    const what = `"${misfit}" needs ${needed} digits, the images have at most ${most}.`;
    throw new ConfigError(what, `allow ${needed} digits, or leave the kind out.`, 'kinds');
  }
  if (chosen.length === 0) {
    const fix = `name at least one of: ${digitsKinds.names.filter(fits).join(', ')}.`;
    throw new ConfigError('the list of kinds is empty.', fix, 'kinds');
  }
  return chosen;
}

/** Balanced and unpredictable: the kinds are shuffled anew for each run of as many samples. */
function kindAt(index: number, kinds: readonly string[], root: Rng): string {
  const block = Math.floor(index / kinds.length);
  return root.fork(`kinds-${block}`).shuffle(kinds)[index % kinds.length]!;
}

/** Labels are uniform over the digits the kind accepts, whatever their share in MNIST. */
function drawLabels(kindName: string, [fewest, most]: readonly [number, number], rng: Rng): number[] {
  const kind = digitsKinds.get(kindName);
  const least = Math.max(fewest, kind.fewestDigits);
  for (;;) {
    const length = least + rng.integer(most - least + 1);
    const labels = Array.from({ length }, () => rng.integer(10));
    if (kind.accepts?.(labels) ?? true) return labels;
  }
}

function drawIndices(digits: readonly number[], { byLabel }: MnistImages, rng: Rng): number[] {
  return digits.map((digit) => byLabel[digit]![rng.integer(byLabel[digit]!.length)]!);
}

function hashOf(definition: unknown, samples: readonly Sample[]): string {
  const hash = createHash('sha256').update(JSON.stringify(definition));
  for (const { images, ...text } of samples) {
    hash.update(JSON.stringify(text));
    for (const image of images) if (image.kind === 'pixels') hash.update(image.data);
  }
  return hash.digest('hex');
}
