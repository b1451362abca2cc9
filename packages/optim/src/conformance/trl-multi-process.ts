import type { Backend } from '@stepgrpo/tensor';
import { entropyRank } from '../objective/high-entropy-mask';
import type { Check } from './check';
import type { CaseReader } from './json';
import { lossChecks } from './trl-grpo';
import { trlMetricChecks } from './trl-metrics';
import { settingsFromTrl } from './trl-settings';
import { microBatches, runTrlStep, tokensOf, trlMask, type TrlStepResult } from './trl-step';

/** Several processes, simulated one after the other: each gets the counts and the threshold of all. */
export async function trlMultiProcessChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const config = given.record('config');
  const settings = settingsFromTrl(config);
  const entropyCoefficient = config.number('entropy_coef');
  const ranks = given
    .records('ranks')
    .map((rank) => ({ inputs: rank.record('inputs'), expected: rank.record('expected') }));
  const masks = ranks.map(({ inputs }) => trlMask(config, inputs));
  const cuts = microBatches(config, masks[0]!.length);
  const micro = <T>(read: (rows: readonly [number, number]) => T): T[] => cuts.map(read);
  const world = {
    processes: ranks.length,
    generationTokens: masks.reduce((total, mask) => total + tokensOf(mask), 0),
    microTokens: micro(([from, to]) =>
      masks.reduce((total, mask) => total + tokensOf(mask.slice(from, to)), 0),
    ),
    microRows: micro(([from, to]) => (to - from) * ranks.length),
    entropyThresholds: micro(([from, to]) =>
      quantile(
        ranks.flatMap(({ inputs }, rank) =>
          inputs
            .rows('entropies')
            .flatMap((row, i) =>
              i < from || i >= to ? [] : row.filter((_, t) => masks[rank]![i]![t] === 1),
            ),
        ),
        settings.topEntropy,
      ),
    ),
  };
  const results: TrlStepResult[] = [];
  for (const { inputs, expected } of ranks) {
    const advantages = expected.list('advantages');
    results.push(
      await runTrlStep(backend, { settings, config, inputs, advantages, entropyCoefficient, world }),
    );
  }
  const all = ranks.map(({ inputs }, rank) => ({ inputs, result: results[rank]! }));
  const update = { config, settings, ranks: all, entropyCoefficient };
  return ranks.flatMap(({ inputs, expected }, rank) =>
    [
      ...lossChecks(results[rank]!, expected, inputs),
      ...trlMetricChecks(update, expected.record('metrics')),
    ].map((check) => ({ ...check, name: `rank ${rank} ${check.name}` })),
  );
}

/** The threshold that `entropyThreshold` computes in a program, in plain numbers. */
function quantile(entropies: readonly number[], share: number): number {
  const sorted = entropies.map(Math.fround).sort((a, b) => b - a);
  const { indices, weight } = entropyRank(sorted.length, share);
  const [lower, upper] = indices.map((index) => sorted[index] ?? NaN) as [number, number];
  const gap = Math.fround(upper - lower);
  if (weight < 0.5) return Math.fround(lower + Math.fround(weight * gap));
  return Math.fround(upper - Math.fround(gap * Math.fround(1 - weight)));
}
