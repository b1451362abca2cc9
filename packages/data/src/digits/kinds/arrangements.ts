import { pickPhrasing } from '../question';
import type { DigitsKind, ReasoningStep } from '../question';

/** Questions answered by writing the digits in an order. */

/** Asked only where the first digit is not 0, so that the number is written as it is read. */
export const leftToRight: DigitsKind = {
  fewestDigits: 2,
  accepts: (digits) => digits[0] !== 0,
  ask(digits, rng) {
    const number = digits.join('');
    return {
      question: pickPhrasing(rng, [
        'Read the digits from left to right as one number. Which number is it?',
        'Which number do the digits form from left to right?',
        'What number is written in the image?',
      ]),
      rationale: 'Join the digits.',
      steps: [writingStep(number)],
      answer: number,
    };
  },
};

/** Asked only where some digit is not 0, so that the number has no leading zero. */
export const descending: DigitsKind = {
  fewestDigits: 2,
  accepts: (digits) => Math.max(...digits) > 0,
  ask(digits, rng) {
    const ordered = digits.toSorted((a, b) => b - a);
    const number = ordered.join('');
    return {
      question: pickPhrasing(rng, [
        'What is the largest number you can write with these digits, each used once?',
        'Sort the digits from largest to smallest. Which number do they form?',
        'Using each digit in the image once, what is the greatest number you can make?',
      ]),
      rationale: 'Sort, then join the digits.',
      steps: [orderingStep(ordered), writingStep(number)],
      answer: number,
    };
  },
};

/** "Sorted: 8, 3, 1." */
export function orderingStep(ordered: readonly number[]): ReasoningStep {
  const commas = ordered.join(', ');
  return {
    text: `Sorted: ${commas}.`,
    keySteps: [
      [
        `sorted: ${commas}`,
        `largest to smallest: ${commas}`,
        `order: ${commas}`,
        `order is ${commas}`,
        ordered.join(' > '),
      ],
    ],
  };
}

/** "Joined: 381." */
function writingStep(number: string): ReasoningStep {
  return {
    text: `Joined: ${number}.`,
    keySteps: [
      [
        `joined: ${number}.`,
        `side by side: ${number}.`,
        `number is ${number}.`,
        `number: ${number}.`,
        `form ${number}.`,
        `reads ${number}.`,
      ],
    ],
  };
}
