import type { Evaluation } from '@stepgrpo/bench';
import type { Estimate, RewardConfig, RunEvent } from '@stepgrpo/core';
import type { OpenRun } from './run/open-run';
import { writePredictions } from './run/predictions';
import type { Stop } from './stop';

/** Rules an evaluation reports when the config trains with none. */
export const defaultRules: readonly RewardConfig[] = [
  { name: 'step-accuracy', weight: 1, options: {} },
  { name: 'step-validity', weight: 1, options: {} },
];

/** What is evaluated, and when. */
export interface EvaluationPoint {
  readonly phase: Extract<RunEvent, { kind: 'eval-end' }>['phase'];
  readonly step: number;
  /** Only the first `eval.sliceSize` samples. */
  readonly slice: boolean;
}

/**
 * Answers held-out samples greedily, grades the answers and records the scores; a whole evaluation also leaves its
 * answers in `evaluations/<phase>.jsonl`. Nothing happens when the config has no evaluation or the run is to stop.
 */
export async function evaluatePolicy(run: OpenRun, point: EvaluationPoint, stop: Stop): Promise<void> {
  const { config, collaborators, data, policy, reporter } = run.session;
  if (config.eval === undefined || data.eval === null || stop.requested) return;
  const source = data.eval;
  const count = point.slice ? Math.min(config.eval.sliceSize, source.length) : source.length;
  const samples = await Promise.all(Array.from({ length: count }, async (_, i) => source.get(i)));
  const task = point.slice ? null : reporter.start('evaluate', count);
  const startedMs = performance.now();
  try {
    const evaluation = await collaborators.evaluate({
      policy,
      sampler: collaborators.createSampler(),
      samples,
      rules: await collaborators.createRules(config.stepgrpo?.rewards ?? defaultRules),
      maxCompletionTokens: config.eval.maxCompletionTokens,
      batchSize: config.eval.batchSize,
      signal: stop.signal,
      onProgress: (done) => task?.update(done),
    });
    if (!point.slice) writePredictions(run.directory.predictions(point.phase), evaluation);
    run.recorder.record({
      kind: 'eval-end',
      ...point,
      scores: scoresOf(evaluation),
      byCategory: evaluation.byCategory,
      durationMs: performance.now() - startedMs,
    });
  } catch (error) {
    if (!stop.requested) throw error; // otherwise the sampler was told to drop its work
  } finally {
    task?.end();
  }
}

/** Every average of an evaluation by name: `accuracy`, `parsed`, and one per scorer. */
export function scoresOf({ accuracy, parsed, scores }: Evaluation): Record<string, Estimate> {
  return { accuracy, parsed, ...scores };
}
