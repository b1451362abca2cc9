import fc from 'fast-check';
import golden from '../golden/stepwise.json';
import { groupNormalized } from './group-normalized';
import type { SteppedCompletion } from './stepped-completion';
import { stepwise, type StepwiseOptions } from './stepwise';

const optionsOf = ({ config }: (typeof golden.cases)[number]): StepwiseOptions => ({
  normalization: config.normalisation.replace('_', '-') as 'group-steps',
  ddof: config.std_ddof as 0 | 1,
  epsilon: config.eps,
  gamma: config.gamma,
  reduce: config.reduce as 'sum',
  outcomeWeight: config.outcome_weight ?? 0,
  processWeight: config.process_weight,
});

describe('agrees with the independent reference', () => {
  it.each(golden.cases)('$name', (given) => {
    const rows = given.steps.map((steps, i): SteppedCompletion => {
      const outcome = given.outcome_rewards?.[i];
      return {
        tokens: given.lengths[i]!,
        steps: steps.map(({ end, reward }) => ({ end, reward: reward ?? NaN })),
        ...(outcome === undefined ? {} : { outcome }),
      };
    });
    const size = given.config.num_generations;
    const groups = rows.flatMap((_, i) => (i % size === 0 ? [rows.slice(i, i + size)] : []));
    const actual = stepwise(optionsOf(given)).estimate(groups).flat();
    given.advantages.forEach((row, i) =>
      row.forEach((value, t) =>
        expect(Math.abs((actual[i]![t] ?? 0) - value)).toBeLessThanOrEqual(golden.tolerance),
      ),
    );
  });
});

const completion = fc
  .tuple(
    fc.uniqueArray(fc.nat(20), { maxLength: 5 }),
    fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 5, maxLength: 5 }),
    fc.nat(4),
    fc.integer({ min: -8, max: 8 }),
  ) // prettier-ignore
  .map(([ends, rewards, tail, outcome]): SteppedCompletion => {
    const sorted = [...ends].sort((a, b) => a - b);
    return {
      tokens: (sorted.at(-1) ?? -1) + 1 + tail,
      steps: sorted.map((end, k) => ({ end, reward: rewards[k]! })),
      outcome,
    };
  });
const group = fc.array(completion, { minLength: 2, maxLength: 5 });

it('is plain StepGRPO when steps have no weight', () => {
  fc.assert(
    fc.property(group, (completions) => {
      const [scalar] = groupNormalized().estimate([completions.map(({ outcome }) => outcome!)]) as [number[]];
      const [tokens] = stepwise({ outcomeWeight: 1, processWeight: 0 }).estimate([completions]) as [
        number[][],
      ];
      expect(tokens).toEqual(
        completions.map(({ tokens: count }, i) => Array.from({ length: count }, () => scalar[i]!)),
      );
    }),
  );
});

it.each(['sum', 'min'] as const)('gives a token nothing from steps before its own (%s)', (reduce) => {
  fc.assert(
    fc.property(group, (completions) => {
      const options: StepwiseOptions = { normalization: 'none', reduce };
      const cleared = completions.map((one) => ({
        ...one,
        steps: one.steps.map((step, k) => (k === 0 ? { ...step, reward: 1e6 } : step)),
      }));
      const [before] = stepwise(options).estimate([completions]) as [number[][]];
      const [after] = stepwise(options).estimate([cleared]) as [number[][]];
      completions.forEach(({ steps }, i) => {
        const afterFirst = (steps[0]?.end ?? -1) + 1;
        expect(after[i]!.slice(afterFirst)).toEqual(before[i]!.slice(afterFirst));
      });
    }),
  );
});

it('moves only the tokens up to the one step that was rewarded', () => {
  const rewarded = (step: number): SteppedCompletion => ({
    tokens: 6,
    steps: [1, 3, 5].map((end, k) => ({ end, reward: k === step ? 1 : 0 })),
  });
  expect(stepwise({ normalization: 'none' }).estimate([[rewarded(0), rewarded(1)]])).toEqual([
    [[1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0]], // prettier-ignore
  ]);
});
