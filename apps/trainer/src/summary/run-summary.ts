import type { RewardPart, RunEvent } from '@stepgrpo/core';
import type { Estimate } from '@stepgrpo/core';

/** What a run learned: the content of `summary.json`. */
export interface RunSummary {
  readonly name: string;
  readonly seed: string | number;
  readonly backend: string;
  /** Time spent in updates and evaluations, over all processes of the run. */
  readonly durationMs: number;
  /** Largest resident memory of the process that finished the run. */
  readonly peakMemoryBytes: number;
  /** What was asked: one line about the held-out data; null without an evaluation. */
  readonly heldOut: string | null;
  readonly evaluations: readonly EvaluationColumn[];
  /** Change of accuracy from the first to the last evaluation, paired by question: 0.1 is ten points. */
  readonly improvement: Estimate | null;
  readonly showcase: readonly ShowcaseItem[];
  /** Paths of what the run left behind. */
  readonly files: RunFiles;
}

/** One full evaluation. */
export interface EvaluationColumn {
  readonly label: string;
  readonly scores: Readonly<Record<string, Estimate>>;
}

/** A held-out question with the trained policy's answer. */
export interface ShowcaseItem {
  readonly question: string;
  readonly solution: string;
  readonly text: string;
  readonly isCorrect: boolean;
  /** PNG files. */
  readonly images: readonly string[];
  /** One per key step: whether and how it was found. */
  readonly keySteps: readonly KeyStepMatch[];
}

export interface KeyStepMatch {
  readonly wanted: string;
  readonly isMatched: boolean;
  readonly evidence: string;
}

export interface RunFiles {
  readonly config: string;
  readonly checkpoint: string;
  readonly learningCurve: string;
  readonly report: string;
  readonly summary: string;
  readonly events: string;
}

type EvaluationEvent = Extract<RunEvent, { kind: 'eval-end' }>;

const labels: Readonly<Record<EvaluationEvent['phase'], string>> = {
  start: 'before training',
  warmup: 'after warm-up',
  stepgrpo: 'after StepGRPO',
};

/** The full evaluations in a log, the latest of each phase, in the order of the phases. */
export function evaluationColumns(
  events: readonly RunEvent[],
): readonly (EvaluationColumn & { readonly phase: EvaluationEvent['phase'] })[] {
  const latest = new Map<EvaluationEvent['phase'], EvaluationEvent>();
  for (const event of events) if (event.kind === 'eval-end' && !event.slice) latest.set(event.phase, event);
  return [...latest.values()].map(({ phase, scores }) => ({ phase, label: labels[phase], scores }));
}

/** Milliseconds in updates and evaluations. */
export function trainingMs(events: readonly RunEvent[]): number {
  return events.reduce(
    (total, event) => total + (event.kind === 'step-end' || event.kind === 'eval-end' ? event.durationMs : 0),
    0,
  );
}

/** How each key step of a sample fared, from the parts of a step-accuracy outcome; empty when there are none. */
export function keyStepMatches(
  keySteps: readonly (readonly string[])[],
  parts: readonly RewardPart[] | undefined,
): readonly KeyStepMatch[] {
  const byLabel = new Map(parts?.map((part) => [part.label, part]));
  return keySteps.flatMap((alternatives, i) => {
    const part = byLabel.get(`key-step ${i + 1}`);
    if (part === undefined) return [];
    const { evidence, span } = part;
    return [{ wanted: alternatives[0] ?? '', isMatched: span !== undefined || part.value > 0, evidence }];
  });
}
