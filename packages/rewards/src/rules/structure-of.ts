import type { RewardMode, StructureVerdict } from '../modes/reward-mode';
import { RewardModeError } from '../reward-mode-error';

/**
 * The structure of a completion in some mode. The published code raises on a step number it cannot read, which loses the
 * batch; as a rule that is a response without structure.
 */
export function structureOf(mode: RewardMode, text: string): StructureVerdict {
  try {
    return mode.structure(text);
  } catch (error) {
    if (!(error instanceof RewardModeError)) throw error;
    const evidence = `the published code raises here: ${error.message}`;
    return { complete: false, logical: false, criteria: [{ name: 'readable', passed: false, evidence }] };
  }
}
