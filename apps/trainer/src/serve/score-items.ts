import { setImmediate } from 'node:timers/promises';
import type { Completion, RewardOutcome, Sample } from '@stepgrpo/core';
import { scoreGroup, type WeightedRule } from '@stepgrpo/rewards';
import type { ScoreItem, ScoreResult } from './score-schema';

/** The work is given up: the client is gone, or its time is up. */
export class ScoringStopped extends Error {
  constructor(readonly reason: 'gone' | 'late') {
    super(reason === 'late' ? 'The time limit of the request is over.' : 'The client is gone.');
  }
}

export interface ScoreItemsOptions {
  /** Milliseconds of `performance.now()` after which the work is given up. */
  readonly deadlineMs: number;
  /** Aborts when nobody waits for the result. */
  readonly signal: AbortSignal;
  /** Told of each completion, with the milliseconds it took. */
  readonly onScored?: (result: ScoreResult, ms: number) => void;
}

/** Work at a time before other requests get a turn. */
const sliceMs = 8;

/**
 * Scores completions one by one, each by itself, in order. Other requests get a turn every few milliseconds.
 *
 * Throws  ScoringStopped when the deadline is over or the signal aborts
 */
export async function scoreItems(
  rules: readonly WeightedRule[],
  items: readonly ScoreItem[],
  { deadlineMs, signal, onScored }: ScoreItemsOptions,
): Promise<ScoreResult[]> {
  const results: ScoreResult[] = [];
  const stop = stopOf(deadlineMs, signal);
  let turnStartedMs = performance.now();
  try {
    for (const item of items) {
      if (performance.now() - turnStartedMs > sliceMs) {
        await setImmediate();
        turnStartedMs = performance.now();
      }
      if (signal.aborted) throw new ScoringStopped('gone');
      const startedMs = performance.now();
      if (startedMs > deadlineMs) throw new ScoringStopped('late');
      const result = await Promise.race([scoreItem(rules, item), stop.stopped]);
      results.push(result);
      onScored?.(result, performance.now() - startedMs);
    }
    return results;
  } finally {
    stop.release();
  }
}

/** Rejects when the deadline is over or the signal aborts, for a rule that waits for something that never comes. */
function stopOf(deadlineMs: number, signal: AbortSignal) {
  let release = (): void => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    const leave = (): void => reject(new ScoringStopped('gone'));
    const timer = setTimeout(() => reject(new ScoringStopped('late')), deadlineMs - performance.now());
    signal.addEventListener('abort', leave);
    release = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    };
  });
  stopped.catch(() => undefined); // nobody may be waiting when it happens
  return { stopped, release: () => release() };
}

async function scoreItem(rules: readonly WeightedRule[], item: ScoreItem): Promise<ScoreResult> {
  const { id, question = '', solution, keySteps = [] } = item.sample;
  const sample: Sample = { id: id ?? '', question, solution, keySteps, images: [] };
  const completion: Completion = {
    index: 0,
    text: item.completion,
    tokenIds: new Array<number>(item.tokens ?? 0).fill(0),
    logProbs: [],
    finishReason: 'stop',
  };
  const { totals, outcomes, dropped } = await scoreGroup(rules, { sample, completions: [completion] });
  const rewards = Object.fromEntries(
    Object.entries(outcomes[0]!).map(([rule, outcome]) => [rule, rewardOf(outcome)]),
  );
  const total = dropped.length === rules.length ? null : totals[0]!;
  return { ...(id === undefined ? {} : { id }), total, rewards };
}

function rewardOf(outcome: RewardOutcome): ScoreResult['rewards'][string] {
  if (outcome.kind === 'ungradable') return { value: null, reason: outcome.reason };
  const { value, parts } = outcome;
  if (parts === undefined) return { value };
  return {
    value,
    parts: parts.map(({ span, ...part }) => (span === undefined ? part : { ...part, span: [...span] })),
  };
}
