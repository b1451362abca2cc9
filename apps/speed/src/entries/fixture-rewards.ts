import { resolve } from 'node:path';
import { benchRewards, type RewardsBenchOptions } from '@stepgrpo/rewards';
import type { Entry } from '../entry';

/** Completions of the originals' fixtures, which lie beside the checkout that npm runs in. */
const fixtures = resolve('../shared/fixtures/rewards');

/** Both step rewards in soft mode, over the fixture completions whose answers are of one kind; references are cached. */
export function fixtureRewardsEntry(
  kind: 'numeric' | 'symbolic',
  { folder = fixtures, ...options }: RewardsBenchOptions & { readonly folder?: string } = {},
): Entry {
  return {
    summary: `step rewards, mode soft, fixture completions with ${kind} answers, per core`,
    async run() {
      const found = (await benchRewards(folder, options)).find(({ name }) =>
        name.includes(`${kind} answers`),
      );
      if (found === undefined) throw new Error(`benchRewards has no row of ${kind} answers.`);
      const { perSecondPerCore: value, completions, judged, latencyMs } = found;
      const { p50, p90, p99, max } = latencyMs;
      const details = { completions, judged, p50Ms: p50, p90Ms: p90, p99Ms: p99, maxMs: max };
      return [{ name: `rewards/${kind}`, value, unit: 'completions/s', limit: null, share: null, details }];
    },
  };
}
