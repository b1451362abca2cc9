import { resolveBackend, type Backend, type CompileStats } from '@stepgrpo/tensor';
import type { Entry, Measured } from '../entry';
import { median, spread } from '../measure';
import { trainingStep } from './train-step';

const passes = 7;

/** Recording, lowering and loading the training step of the smallest decoder: by a new back end, and once more by the same. */
export const compileEntry: Entry = {
  summary: 'compiling the training step of the 1.6M decoder',
  async run({ threads }) {
    const cold: number[] = [];
    const cached: number[] = [];
    const stats: CompileStats[] = [];
    for (let pass = 0; pass < passes; pass++) {
      const { backend } = await resolveBackend({ threads });
      const seen: Compilation[] = [];
      const { step, dispose } = trainingStep('1.6M', watched(backend, seen));
      await step();
      const [{ ms, again, stats: made }] = seen as [Compilation];
      cold.push(ms);
      stats.push(made);
      cached.push(await again());
      await dispose();
      await backend.dispose();
    }
    const parts = {
      firstMs: cold[0] ?? Number.NaN,
      recordMs: median(stats.map(({ recordMs }) => recordMs)),
      lowerMs: median(stats.map(({ lowerMs }) => lowerMs)),
      sessionMs: median(stats.map(({ sessionMs }) => sessionMs)),
      nodes: stats[0]?.nodes ?? 0,
    };
    return [row('cold', cold, parts), row('cached', cached, {})];
  },
};

interface Compilation {
  readonly ms: number;
  readonly stats: CompileStats;
  /** Asks for the same program again; gives the milliseconds that took. */
  again(): Promise<number>;
}

/** A back end that tells what each compilation took. */
function watched(backend: Backend, seen: Compilation[]): Backend {
  return {
    ...backend,
    async compile(fn, specs, options) {
      const timed = async () => {
        const started = performance.now();
        const program = await backend.compile(fn, specs, options);
        return { ms: performance.now() - started, program };
      };
      const { ms, program } = await timed();
      const again = async (): Promise<number> => (await timed()).ms;
      seen.push({ ms, stats: program.stats, again });
      return program;
    },
  };
}

function row(kind: string, times: readonly number[], parts: Readonly<Record<string, number>>): Measured {
  const name = `compile/train-step-1.6M/${kind}`;
  return {
    name,
    value: median(times),
    unit: 'ms',
    limit: null,
    share: null,
    details: { ...parts, ...spread(times) },
  };
}
