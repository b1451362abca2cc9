import type { SteppedCompletion } from '../stepped-completion';
import { stepwise } from '../stepwise';
import type { AdvantageCase } from './advantage-case';
import { closeCheck, type Check } from './check';

/** Advantages per token from rewards per step. */
export function stepwiseChecks({ config, inputs, expected }: AdvantageCase): Check[] {
  const lengths = inputs.completion_lengths ?? [];
  const rows = (inputs.steps ?? []).map((steps, i): SteppedCompletion => {
    const outcome = inputs.outcome_rewards?.[i];
    return {
      tokens: lengths[i]!,
      steps: steps.map(({ end, reward }) => ({ end, reward: reward ?? Number.NaN })),
      ...(outcome === undefined ? {} : { outcome: outcome ?? Number.NaN }),
    };
  });
  const size = Number(config['num_generations']);
  const estimator = stepwise({
    normalization: String(config['normalisation']).replace('_', '-') as 'group-steps',
    ddof: Number(config['std_ddof']) as 0 | 1,
    epsilon: Number(config['eps']),
    gamma: Number(config['gamma']),
    reduce: config['reduce'] as 'sum' | 'min',
    outcomeWeight: Number(config['outcome_weight'] ?? 0),
    processWeight: Number(config['process_weight']),
  });
  const groups = Array.from({ length: rows.length / size }, (_, b) => rows.slice(b * size, (b + 1) * size));
  const actual = estimator.estimate(groups).flat();
  const wanted = expected.token_advantages ?? [];
  const padded = wanted.flatMap((row, i) => row.map((_, t) => actual[i]![t] ?? 0));
  return [closeCheck('token_advantages', padded, wanted.flat())];
}
