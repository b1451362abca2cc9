import { groupNormalized } from '../group-normalized';
import type { AdvantageCase } from './advantage-case';
import { closeCheck, failed, type Check } from './check';

/** R1-VL's own trainer: the plain sum of its rules, normalised in the group. A group of one, NaN there, is refused. */
export function r1vlChecks({ config, inputs, expected }: AdvantageCase): Check[] {
  if (inputs.rewards === undefined) return [];
  const sums = inputs.rewards.map((row) =>
    row.reduce<number>((total, reward) => total + (reward ?? Number.NaN), 0),
  );
  const size = Number(config['num_generations']);
  const groups = Array.from({ length: sums.length / size }, (_, b) => sums.slice(b * size, (b + 1) * size));
  const estimator = groupNormalized({ epsilon: Number(config['eps']) });
  if (size > 1)
    return [
      closeCheck('advantages', estimator.estimate(groups).flat(), (expected.advantages ?? []) as number[]),
    ];
  try {
    estimator.estimate(groups);
    return [failed('refused', 0, 'a group of one was accepted')];
  } catch {
    return [closeCheck('refused', [], [])];
  }
}
