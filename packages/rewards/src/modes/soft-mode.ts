import type { RewardMode } from './reward-mode';
import { softAnswer } from './soft-answer';
import { softKeySteps } from './soft-key-steps';
import { softStructure } from './soft-structure';

/** The corrected rewards, and the default: kind to notation, deaf to the leaks of the published code. */
export const softMode: RewardMode = {
  name: 'soft',
  nullAnswerScoresZero: true,
  structure: (response) => softStructure(response),
  keySteps: softKeySteps,
  answer: softAnswer,
};
