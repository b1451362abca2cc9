import type { KeyStep } from '@stepgrpo/core';
import { z } from 'zod';

/**
 * Key steps as R1-VL-10K has them: groups of alternatives, a bare string being a group of one. Kept as written,
 * empty alternatives and groups too, because the published reward gives them a meaning.
 *
 * Source  specs/rewards.md 3.1; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py key_step_single
 */
export const keyStepsSchema = z.object({
  Steps: z.array(z.preprocess((group) => (typeof group === 'string' ? [group] : group), z.array(z.string()))),
});

/** The published form of key steps. */
export function toKeyStepsField(keySteps: readonly KeyStep[]): z.infer<typeof keyStepsSchema> {
  return { Steps: keySteps.map((alternatives) => [...alternatives]) };
}
