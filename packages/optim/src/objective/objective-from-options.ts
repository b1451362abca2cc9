import { ConfigError } from '@stepgrpo/core';
import type { Objective } from './objective';
import { objective } from './objectives';
import type { ObjectiveSettings } from './settings';

/** What each setting must be; total, so that a new setting cannot be forgotten. */
const wanted: Readonly<Record<keyof ObjectiveSettings, 'number' | 'text' | 'boolean' | 'table'>> = {
  policy: 'text',
  ratio: 'text',
  aggregation: 'text',
  epsilonLow: 'number',
  epsilonHigh: 'number',
  delta: 'number',
  dualClip: 'number',
  weightMin: 'number',
  weightMax: 'number',
  temperaturePositive: 'number',
  temperatureNegative: 'number',
  vespoPositive: 'table',
  vespoNegative: 'table',
  kl: 'text',
  klBiasCorrection: 'boolean',
  topEntropy: 'number',
  offPolicyThreshold: 'number',
  mismatch: 'table',
  entropyBonus: 'boolean',
  maxLogRatio: 'number',
  compat: 'text',
};
const tables: Readonly<Record<string, readonly string[]>> = {
  mismatch: ['mode', 'min', 'max'],
  vespoPositive: ['k', 'lambda'],
  vespoNegative: ['k', 'lambda'],
};

/**
 * The objective a config asks for: a name and what to change about it, as it comes from a file.
 *
 * Throws   UnknownNameError for an unknown name; ConfigError, with the key, for an unknown, ill-typed or senseless setting
 * Example  objectiveFromOptions('dapo', { topEntropy: 0.2, mismatch: { mode: 'token-truncate', max: 2 } })
 */
export function objectiveFromOptions(
  name: string,
  options: Readonly<Record<string, unknown>> = {},
): Objective {
  for (const [key, value] of Object.entries(options)) requireSetting(key, value);
  return objective(name, options);
}

function requireSetting(key: string, value: unknown): void {
  const place = `objective.${key}`;
  if (!Object.hasOwn(wanted, key))
    throw new ConfigError(`there is no setting "${key}".`, `use: ${Object.keys(wanted).join(', ')}.`, place);
  const kind = wanted[key as keyof ObjectiveSettings];
  if (kindOf(value) !== kind)
    throw new ConfigError(`${JSON.stringify(value)} is not a ${kind}.`, `give a ${kind}.`, place);
  if (key === 'compat' && value !== 'trl')
    throw new ConfigError(
      `there is no "${String(value)}" to reproduce.`,
      'use "trl", or leave it out.',
      place,
    );
  if (kind === 'table') requireTable(place, value as object, tables[key] ?? []);
}

function requireTable(place: string, table: object, keys: readonly string[]): void {
  for (const [key, value] of Object.entries(table)) {
    if (!keys.includes(key))
      throw new ConfigError(`there is no "${key}".`, `use: ${keys.join(', ')}.`, `${place}.${key}`);
    if (kindOf(value) !== (key === 'mode' ? 'text' : 'number'))
      throw new ConfigError(
        `${JSON.stringify(value)} is of the wrong kind.`,
        'give a number.',
        `${place}.${key}`,
      );
  }
  const needed = keys.filter((key) => key !== 'min' && key !== 'max' && !Object.hasOwn(table, key));
  if (needed.length > 0) throw new ConfigError(`"${needed.join('", "')}" is missing.`, 'add it.', place);
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : 'number';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'table';
  return typeof value;
}
