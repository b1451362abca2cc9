import type { RlConfig } from '@stepgrpo/core';
import type { Objective } from '@stepgrpo/optim';
import type { Collaborators } from '../collaborators';

/**
 * The objective of a config: its name and options, and the entropy bonus when the config has one.
 *
 * Throws  UnknownNameError or ConfigError when an option is unknown, ill-typed or contradicts another
 */
export function objectiveOf(
  { objective, objectiveOptions, entropy }: Pick<RlConfig, 'objective' | 'objectiveOptions' | 'entropy'>,
  { createObjective }: Pick<Collaborators, 'createObjective'>,
): Objective {
  const bonus = entropy === undefined ? {} : { entropyBonus: true };
  return createObjective(objective, { ...objectiveOptions, ...bonus });
}
