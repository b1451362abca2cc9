import type { Attack } from './attack';
import { answerAttacks } from './attacks/answer-attacks';
import { keyStepAttacks } from './attacks/key-step-attacks';
import { structureAttacks } from './attacks/structure-attacks';

/** Every attack an audit tries. A new one is an entry in one of these lists. */
export const catalogue: readonly Attack[] = [...structureAttacks, ...keyStepAttacks, ...answerAttacks];
