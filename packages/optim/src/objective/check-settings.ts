import { ConfigError } from '@stepgrpo/core';
import { klEstimators } from './kl';
import { policyTerms } from './policy/policy-terms';
import type { MismatchCorrection, ObjectiveSettings } from './settings';

const ratios: Readonly<Record<ObjectiveSettings['ratio'], true>> = {
  token: true,
  sequence: true,
  'sequence-token': true,
  'sequence-sum': true,
};
const aggregations: Readonly<Record<ObjectiveSettings['aggregation'], true>> = {
  'row-mean': true,
  'token-mean': true,
  'generation-token-mean': true,
  'fixed-length': true,
  'row-sum': true,
};
const modes: Readonly<Record<MismatchCorrection['mode'], true>> = {
  'token-truncate': true,
  'token-mask': true,
  'sequence-truncate': true,
  'sequence-mask': true,
};

/**
 * The settings, if they make sense.
 *
 * Throws  ConfigError that names the setting, for an unknown piece, a constant out of range, or a contradiction
 */
export function checkSettings(settings: ObjectiveSettings): ObjectiveSettings {
  knownIn('policy', settings.policy, policyTerms);
  knownIn('ratio', settings.ratio, ratios);
  knownIn('aggregation', settings.aggregation, aggregations);
  knownIn('kl', settings.kl, klEstimators);
  const wants = (key: keyof ObjectiveSettings, isRight: boolean, what: string): void => {
    if (!isRight)
      throw new ConfigError(
        `${JSON.stringify(settings[key])} is not ${what}.`,
        `give ${what}.`,
        `objective.${key}`,
      );
  };
  wants('epsilonLow', settings.epsilonLow >= 0, 'a number of at least 0');
  wants('epsilonHigh', settings.epsilonHigh >= 0, 'a number of at least 0');
  wants('delta', settings.delta === undefined || settings.delta > 0, 'a ratio above 0');
  wants('dualClip', settings.dualClip === undefined || settings.dualClip > 1, 'a ratio above 1');
  wants('weightMax', settings.weightMax >= settings.weightMin, 'a number of at least weightMin');
  wants('temperaturePositive', settings.temperaturePositive > 0, 'a number above 0');
  wants('temperatureNegative', settings.temperatureNegative > 0, 'a number above 0');
  wants('topEntropy', settings.topEntropy >= 0 && settings.topEntropy <= 1, 'a share in [0, 1]');
  wants('maxLogRatio', settings.maxLogRatio > 0, 'a number above 0');
  if (settings.mismatch !== undefined) checkMismatch(settings.mismatch, settings.policy);
  return settings;
}

function checkMismatch({ mode, min, max }: MismatchCorrection, policy: ObjectiveSettings['policy']): void {
  knownIn('mismatch.mode', mode, modes);
  const place = 'objective.mismatch';
  if (min !== undefined && max !== undefined && !(min < max))
    throw new ConfigError(`min ${min} is not below max ${max}.`, 'give bounds in order.', place);
  if (mode.endsWith('truncate') && min === undefined && max === undefined)
    throw new ConfigError(`"${mode}" has no bound to truncate at.`, 'give min, max or both.', place);
  if (policy === 'vespo' && mode.startsWith('sequence'))
    throw new ConfigError(
      `"vespo" sums the corrections of tokens, and "${mode}" has one per completion.`,
      'use "token-truncate" or "token-mask".',
      place,
    );
}

function knownIn(key: string, value: string, table: Readonly<Record<string, unknown>>): void {
  if (!Object.hasOwn(table, value))
    throw new ConfigError(
      `There is no "${value}".`,
      `use one of: ${Object.keys(table).join(', ')}.`,
      `objective.${key}`,
    );
}
