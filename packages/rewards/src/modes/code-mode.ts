import { codeAnswer } from './code-answer';
import { codeKeySteps } from './code-key-steps';
import { codeStructure } from './code-structure';
import type { RewardMode } from './reward-mode';

/** The rewards exactly as the authors' training script computes them, leaks included. */
export const codeMode: RewardMode = {
  name: 'code',
  nullAnswerScoresZero: false,
  structure: codeStructure,
  keySteps: codeKeySteps,
  answer: codeAnswer,
};
