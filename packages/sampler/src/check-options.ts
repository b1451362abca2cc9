import { ConfigError } from '@stepgrpo/core';
import type { SamplingOptions } from '@stepgrpo/core';

/** Throws ConfigError for the first sampling option that is out of bounds. */
export function checkSamplingOptions(options: SamplingOptions): void {
  const { groupSize, temperature, topP, topK, minP = 0, repetitionPenalty = 1, maxNewTokens } = options;
  must(Number.isInteger(groupSize) && groupSize >= 1, 'groupSize', groupSize, 'a whole number of at least 1');
  must(temperature >= 0 && temperature < Infinity, 'temperature', temperature, '0 (greedy) or above');
  must(topP > 0 && topP <= 1, 'topP', topP, 'above 0 and at most 1 (keeps all)');
  must(Number.isInteger(topK) && topK >= 0, 'topK', topK, 'a whole number, 0 keeps all');
  must(minP >= 0 && minP <= 1, 'minP', minP, 'at least 0 (keeps all) and at most 1');
  must(
    repetitionPenalty > 0 && repetitionPenalty < Infinity,
    'repetitionPenalty',
    repetitionPenalty,
    'a number above 0, 1 changes nothing',
  );
  must(
    Number.isInteger(maxNewTokens) && maxNewTokens >= 1,
    'maxNewTokens',
    maxNewTokens,
    'a whole number of at least 1',
  );
}

function must(holds: boolean, option: string, value: number, bounds: string): void {
  if (!holds) throw new ConfigError(`got ${value}.`, `give ${bounds}.`, `sampling option ${option}`);
}
