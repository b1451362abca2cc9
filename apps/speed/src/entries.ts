import { defineRegistry, type Registry } from '@stepgrpo/core';
import { compileEntry } from './entries/compile';
import { decodeEntry } from './entries/decode';
import { fixtureRewardsEntry } from './entries/fixture-rewards';
import { grpoIterationEntry } from './entries/grpo-iteration';
import { rewardsEntry } from './entries/rewards';
import { trainStepEntry } from './entries/train-step';
import type { Entry } from './entry';

/** Everything that is measured, in the order it is. */
export const entries: Registry<Entry> = defineRegistry('speed entry', {
  'train-step/1.6M': trainStepEntry('1.6M'),
  'train-step/25M': trainStepEntry('25M'),
  'train-step/105M': trainStepEntry('105M'),
  'decode/1.6M/b1': decodeEntry('1.6M', 1),
  'decode/1.6M/b16': decodeEntry('1.6M', 16),
  'decode/1.6M/b64': decodeEntry('1.6M', 64),
  'decode/105M/b1': decodeEntry('105M', 1),
  'decode/105M/b16': decodeEntry('105M', 16),
  'grpo-iteration/digits': grpoIterationEntry,
  'compile/train-step-1.6M': compileEntry,
  'rewards/soft': rewardsEntry('soft'),
  'rewards/numeric': fixtureRewardsEntry('numeric'),
  'rewards/symbolic': fixtureRewardsEntry('symbolic'),
});

/** Names of the entries a filter means: the entry of that name, or all whose name begins with it and a slash. */
export function chosenEntries(only: string | undefined): readonly string[] {
  if (only === undefined) return entries.names;
  const chosen = entries.names.filter((name) => name === only || name.startsWith(`${only}/`));
  if (chosen.length === 0) entries.get(only); // throws, and lists what there is
  return chosen;
}
