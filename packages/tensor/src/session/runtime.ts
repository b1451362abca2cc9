import type * as Ort from 'onnxruntime-node';

export type { Ort };

/** The part of onnxruntime-node that is used; loaded late, so that a missing binary is an answer and not a crash at import. */
export type OrtRuntime = typeof Ort;

/** Loads onnxruntime-node; rejects where its binary does not run. */
export async function loadRuntime(): Promise<OrtRuntime> {
  const runtime = (await import('onnxruntime-node')) as OrtRuntime;
  runtime.env.logLevel = 'fatal'; // every failure comes back as an exception; do not print it as well
  return runtime;
}

export interface SessionSettings {
  readonly executionProvider: 'cpu' | 'cuda';
  readonly threads: number;
  /** Whether worker threads wait for the next piece of work of a run by spinning; faster, but it keeps the cores busy. */
  readonly allowSpinning: boolean;
}

/**
 * Session options: one operator at a time, each on all threads, with memory given back between runs.
 *
 * Without an arena: each session has one of its own and never gives it back, so that a run with programs for a dozen
 * shapes held 6.9 GB where 0.7 GB do, at the same speed (the allocator of the system keeps what was freed).
 *
 * Source    onnxruntime include/onnxruntime/core/session/onnxruntime_session_options_config_keys.h
 */
export function sessionOptions({
  executionProvider,
  threads,
  allowSpinning,
}: SessionSettings): Ort.InferenceSession.SessionOptions {
  return {
    executionProviders: [executionProvider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 4,
    extra: {
      optimization: {
        // merging equal calls would keep what a program computes again on purpose: widened weights, checkpointed layers
        disable_specified_optimizers: 'CommonSubexpressionElimination',
      },
      session: {
        intra_op: { allow_spinning: allowSpinning ? '1' : '0' },
        force_spinning_stop: '1', // idle threads sleep as soon as a run ends
      },
    },
  };
}
