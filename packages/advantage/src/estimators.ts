import { ConfigError, defineRegistry, type AdvantageEstimator, type Registry } from '@stepgrpo/core';
import { batchNormalized } from './batch-normalized';
import { bestOfGroup } from './best-of-group';
import { decoupledNormalized } from './decoupled-normalized';
import { groupCentered } from './group-centered';
import { groupNormalized } from './group-normalized';
import { leaveOneOut } from './leave-one-out';
import { greedyBaselineEstimator, reinforcePlusPlusEstimator } from './rollout-estimators';

/** What a config can say about an estimator. */
export type EstimatorOptions = Readonly<Record<string, unknown>>;

/** An estimator by name: its factory, and which options it takes. */
export interface EstimatorEntry {
  readonly create: (options: EstimatorOptions) => AdvantageEstimator;
  /** Name of each option to what it must be. */
  readonly options: Readonly<Record<string, 'non-negative number' | 'boolean'>>;
}

/** Every estimator over groups of scalar rewards, by name. One line each. */
export const estimators: Registry<EstimatorEntry> = defineRegistry('advantage estimator', {
  'group-normalized': { create: groupNormalized, options: { epsilon: 'non-negative number' } },
  'group-centered': { create: groupCentered, options: {} },
  'batch-normalized': { create: batchNormalized, options: { epsilon: 'non-negative number' } },
  'batch-decoupled-normalized': { create: decoupledNormalized, options: { epsilon: 'non-negative number' } },
  'best-of-group': { create: bestOfGroup, options: { epsilon: 'non-negative number' } },
  'greedy-baseline': { create: greedyBaselineEstimator, options: {} },
  'reinforce-plus-plus': { create: reinforcePlusPlusEstimator, options: { gamma: 'non-negative number' } },
  'leave-one-out': { create: leaveOneOut, options: { normalize: 'boolean' } },
});

/**
 * The estimator a config asks for, its options checked.
 *
 * Throws   UnknownNameError for an unknown estimator; ConfigError for an unknown or ill-typed option
 * Example  createEstimator('group-normalized', { epsilon: 1e-6 })
 */
export function createEstimator(name: string, options: EstimatorOptions = {}): AdvantageEstimator {
  const entry = estimators.get(name);
  const known = new Map(Object.entries(entry.options));
  for (const [option, value] of Object.entries(options)) {
    const wanted = known.get(option);
    if (wanted === undefined)
      throw new ConfigError(
        `"${name}" has no option "${option}".`,
        known.size === 0 ? 'give none.' : `use: ${[...known.keys()].join(', ')}.`,
        `advantage.${option}`,
      );
    if (!accepts(wanted, value))
      throw new ConfigError(
        `${JSON.stringify(value)} is not a ${wanted}.`,
        `give a ${wanted}.`,
        `advantage.${option}`,
      );
  }
  return entry.create(options);
}

function accepts(wanted: 'non-negative number' | 'boolean', value: unknown): boolean {
  if (wanted === 'boolean') return typeof value === 'boolean';
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
