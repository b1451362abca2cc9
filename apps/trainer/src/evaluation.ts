import type { RewardConfig, RunEvent } from '@stepgrpo/core';
import type { Evaluation } from './collaborators';
import type { OpenRun } from './run/open-run';
import type { Stop } from './stop';

/** Rules an evaluation reports when the config trains with none. */
const defaultRules: readonly RewardConfig[] = [
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
 * Answers held-out samples greedily, grades the answers and records the scores.
 * Null when the config has no evaluation, or the run was asked to stop meanwhile.
 */
export async function evaluatePolicy(
  run: OpenRun,
  point: EvaluationPoint,
  stop: Stop,
): Promise<Evaluation | null> {
  const { config, collaborators, data, policy, reporter } = run.session;
  if (config.eval === undefined || data.eval === null || stop.requested) return null;
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
      rules: collaborators.createRules(config.stepgrpo?.rewards ?? defaultRules),
      maxCompletionTokens: config.eval.maxCompletionTokens,
      batchSize: config.eval.batchSize,
      signal: stop.signal,
      onProgress: (done) => task?.update(done),
    });
    run.recorder.record({
      kind: 'eval-end',
      ...point,
      scores: evaluation.scores,
      byCategory: evaluation.byCategory,
      durationMs: performance.now() - startedMs,
    });
    return evaluation;
  } catch (error) {
    if (stop.requested) return null; // the sampler was told to drop its work
    throw error;
  } finally {
    task?.end();
  }
}
