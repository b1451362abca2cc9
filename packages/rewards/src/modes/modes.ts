import { codeMode } from './code-mode';
import { paperMode } from './paper-mode';
import type { RewardMode } from './reward-mode';
import { softMode } from './soft-mode';

/** Every reading of the reward rules, by name. */
export const modes: { readonly [Name in RewardMode['name']]: RewardMode } = {
  code: codeMode,
  paper: paperMode,
  soft: softMode,
};
