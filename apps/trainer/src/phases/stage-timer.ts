/** Milliseconds spent in named stages. */
export interface StageTimer {
  readonly stagesMs: Record<string, number>;
  /** Runs a stage; calls of the same name add up. */
  run<T>(stage: string, work: () => T | Promise<T>): Promise<T>;
  /** Milliseconds since the timer was made. */
  elapsedMs(): number;
}

export function createStageTimer(now: () => number = performance.now.bind(performance)): StageTimer {
  const stagesMs: Record<string, number> = {};
  const startedMs = now();
  return {
    stagesMs,
    async run(stage, work) {
      const beganMs = now();
      try {
        return await work();
      } finally {
        stagesMs[stage] = (stagesMs[stage] ?? 0) + now() - beganMs;
      }
    },
    elapsedMs: () => now() - startedMs,
  };
}
