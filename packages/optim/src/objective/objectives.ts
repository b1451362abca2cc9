import { defineRegistry, type Registry } from '@stepgrpo/core';
import { checkSettings } from './check-settings';
import { createObjective, type Objective } from './objective';
import { defaultSettings, type ObjectiveSettings } from './settings';

/** Every named objective: where it differs from the default, which is GRPO. Constants as their papers recommend. */
export const objectives: Registry<Partial<ObjectiveSettings>> = defineRegistry<Partial<ObjectiveSettings>>(
  'objective',
  {
    /** R1-VL, arXiv:2503.12937: GRPO with one update per generation, where every ratio is 1. */
    'step-grpo': {},
    /** arXiv:2402.03300 */
    grpo: {},
    /** GRPO with a token mean (TRL `bnpo`). */
    bnpo: { aggregation: 'token-mean' },
    /** arXiv:2503.20783; belongs with the advantages of `group-centered`. */
    'dr-grpo': { aggregation: 'fixed-length' },
    /** arXiv:2503.14476 */
    dapo: { aggregation: 'generation-token-mean', epsilonHigh: 0.28 },
    /** MiniMax-M1, arXiv:2506.13585, with the cap of ScaleRL, arXiv:2510.13786. */
    cispo: { policy: 'cispo', aggregation: 'generation-token-mean', weightMax: 5 },
    /** arXiv:2511.20347 */
    sapo: { policy: 'sapo' },
    /** arXiv:2602.10693 */
    vespo: { policy: 'vespo', aggregation: 'generation-token-mean' },
    /** arXiv:2602.05261 */
    luspo: { ratio: 'sequence', aggregation: 'row-sum', epsilonLow: 2e-3, epsilonHigh: 2.5e-3 },
    /** arXiv:2507.18071 */
    gspo: { ratio: 'sequence', epsilonLow: 3e-4, epsilonHigh: 4e-4 },
    'gspo-token': { ratio: 'sequence-token', epsilonLow: 3e-4, epsilonHigh: 4e-4 },
    /** arXiv:2507.20673 */
    gmpo: { policy: 'gmpo', epsilonLow: 0.4, epsilonHigh: 0.4 },
    /** arXiv:2402.14740; belongs with the advantages of `leave-one-out`. */
    rloo: { ratio: 'sequence-sum' },
    /** INTELLECT-2, arXiv:2505.07291 */
    'two-sided': { delta: 4 },
    /** The default of hiyouga/EasyR1. */
    'dual-clip': { aggregation: 'token-mean', epsilonHigh: 0.3, dualClip: 3 },
  },
);

/**
 * An objective by name, with anything about it changed.
 *
 * Throws   UnknownNameError for an unknown name; ConfigError for settings that make no sense together
 * Example  objective('dapo', { topEntropy: 0.2 }).loss({ logProbs, entropies }, batch)
 */
export function objective(name: string, overrides: Partial<ObjectiveSettings> = {}): Objective {
  return createObjective(checkSettings({ ...defaultSettings, ...objectives.get(name), ...overrides }));
}
