import { paperAnswer } from './paper-answer';
import { paperKeySteps } from './paper-key-steps';
import { paperStructure } from './paper-structure';
import type { RewardMode } from './reward-mode';

/** The rewards as the paper words them: the answer decides, background counts, nothing throws. */
export const paperMode: RewardMode = {
  name: 'paper',
  nullAnswerScoresZero: true,
  structure: (response) => paperStructure(response),
  keySteps: paperKeySteps,
  answer: paperAnswer,
};
