import { writeFileSync } from 'node:fs';
import { pairedDifference } from '@stepgrpo/bench';
import type { Completion, Estimate, RewardPart, Sample } from '@stepgrpo/core';
import { defaultRules } from '../evaluation';
import type { OpenRun } from '../run/open-run';
import { readPredictions, type Prediction } from '../run/predictions';
import { formatSummary } from './format-summary';
import { drawLearningCurve } from './learning-curve';
import { formatReport } from './report';
import {
  evaluationColumns,
  keyStepMatches,
  trainingMs,
  type RunSummary,
  type ShowcaseItem,
} from './run-summary';
import { drawImage } from './terminal-image';

/** How many held-out questions are shown. */
const showcaseSize = 3;
/** Pixels of a saved sample image per pixel of the sample. */
const pngScale = 4;

export interface SummaryOptions {
  readonly color: boolean;
  readonly columns: number;
  /** How this program is called. */
  readonly invocation: string;
}

/** Writes summary, report, learning curve and sample images into the run's directory, and gives the text to show. */
export async function summarizeRun(
  run: OpenRun,
  { color, columns, invocation }: SummaryOptions,
): Promise<{ readonly summary: RunSummary; readonly text: string }> {
  const { directory, recorder, session } = run;
  const files = {
    config: directory.config,
    checkpoint: directory.final,
    learningCurve: directory.file('learning-curve.svg'),
    report: directory.file('report.md'),
    summary: directory.file('summary.json'),
    events: directory.events,
  };
  const evaluations = evaluationColumns(recorder.events);
  const [first, last] = [evaluations[0], evaluations.at(-1)];
  const predictions = last === undefined ? [] : readPredictions(directory.predictions(last.phase));
  const shown = await showcase(run, predictions);
  const summary: RunSummary = {
    name: session.config.name,
    seed: session.config.seed,
    backend: `${session.resolved.backend.name}, ${session.resolved.backend.threads} threads`,
    durationMs: trainingMs(recorder.events),
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    heldOut: session.data.eval?.describe() ?? null,
    evaluations: evaluations.map(({ label, scores }) => ({ label, scores })),
    improvement:
      first === undefined || first === last
        ? null
        : accuracyChange(readPredictions(directory.predictions(first.phase)), predictions),
    showcase: shown.map(({ item }) => item),
    files,
  };
  const drawings = await Promise.all(shown.map(({ sample }) => drawSample(run, sample, { color, columns })));
  writeFileSync(files.learningCurve, drawLearningCurve(recorder.events, summary.name));
  writeFileSync(files.summary, `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(files.report, formatReport(summary, directory.path));
  return { summary, text: formatSummary(summary, { invocation, columns, drawings }) };
}

interface Shown {
  readonly sample: Sample;
  readonly item: ShowcaseItem;
}

/** The first held-out questions, of different kinds as far as there are; which ones depends on nothing the policy did. */
async function showcase(run: OpenRun, predictions: readonly Prediction[]): Promise<readonly Shown[]> {
  const { collaborators, data, config } = run.session;
  if (data.eval === null) return [];
  const isFirstOfKind = ({ category }: Prediction, i: number): boolean =>
    predictions.findIndex((other) => other.category === category) === i;
  const chosen = [...new Set([...predictions.filter(isFirstOfKind), ...predictions])].slice(0, showcaseSize);
  const rules = await collaborators.createRules(config.stepgrpo?.rewards ?? defaultRules);
  const accuracy = rules.find(({ rule }) => rule.name === 'step-accuracy')?.rule;
  const shown: Shown[] = [];
  for (const [position, prediction] of chosen.entries()) {
    const sample = await data.eval.get(prediction.index);
    const images = sample.images.map((_, i) =>
      run.directory.file(`samples/${position + 1}${i === 0 ? '' : `-${i + 1}`}.png`),
    );
    for (const [i, path] of images.entries()) {
      await collaborators.savePng(sample.images[i]!, path, { scale: pngScale });
    }
    const outcome = await accuracy?.score(sample, asCompletion(prediction));
    const parts: readonly RewardPart[] | undefined = outcome?.kind === 'scored' ? outcome.parts : undefined;
    const { question, solution, text, grade } = prediction;
    const keySteps = keyStepMatches(sample.keySteps, parts);
    shown.push({
      sample,
      item: { question, solution, text, isCorrect: grade.verdict === 'correct', images, keySteps },
    });
  }
  return shown;
}

/** Rules read the text of a completion; a stored prediction has no tokens any more. */
function asCompletion({ text, finishReason }: Prediction): Completion {
  return { index: 0, text, tokenIds: [], logProbs: [], finishReason };
}

async function drawSample(
  { session }: OpenRun,
  { images }: Sample,
  { color, columns }: Pick<SummaryOptions, 'color' | 'columns'>,
): Promise<readonly string[]> {
  const drawn = await Promise.all(
    images.map(async (image) =>
      drawImage(await session.collaborators.decodeImage(image), {
        maxColumns: Math.max(20, columns - 4),
        color,
      }),
    ),
  );
  return drawn.flat();
}

/** The change of accuracy, question by question; null when the questions are not the same. */
function accuracyChange(before: readonly Prediction[], after: readonly Prediction[]): Estimate | null {
  const isSame =
    before.length === after.length && before.every(({ sampleId }, i) => sampleId === after[i]?.sampleId);
  if (!isSame || before.length < 2) return null;
  const correct = (predictions: readonly Prediction[]): number[] =>
    predictions.map(({ grade }) => (grade.verdict === 'correct' ? 1 : 0));
  return pairedDifference(correct(before), correct(after));
}
