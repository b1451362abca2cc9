import { equation, equationStep } from '../equation';
import { pickPhrasing } from '../question';
import type { DigitsKind, ReasoningStep } from '../question';
import { factKeyStep } from '../wording';
import { orderingStep } from './arrangements';

/** Questions about the largest and the smallest digit. */

const largestKeyStep = (value: number) => factKeyStep('largest', value, ['biggest', 'highest', 'maximum']);
const smallestKeyStep = (value: number) => factKeyStep('smallest', value, ['lowest', 'least', 'minimum']);

export const largest: DigitsKind = {
  fewestDigits: 2,
  ask(digits, rng) {
    const value = Math.max(...digits);
    return {
      question: pickPhrasing(rng, [
        'Which digit in the image is the largest?',
        'What is the largest digit?',
        'Name the biggest digit in the picture.',
      ]),
      rationale: 'Find the largest digit.',
      steps: [{ text: `The largest is ${value}.`, keySteps: [largestKeyStep(value)] }],
      answer: String(value),
    };
  },
};

/** Asked only where the largest digit occurs once: otherwise "second" could mean the same digit again. */
export const secondLargest: DigitsKind = {
  fewestDigits: 3,
  accepts: (digits) => digits.filter((digit) => digit === Math.max(...digits)).length === 1,
  ask(digits, rng) {
    const ordered = digits.toSorted((a, b) => b - a);
    const second = ordered[1]!;
    return {
      question: pickPhrasing(rng, [
        'Which digit is the second largest?',
        'What is the second largest digit in the image?',
        'Name the digit that comes second by size, counted from the largest.',
      ]),
      rationale: 'Sort and take the second.',
      steps: [
        orderingStep(ordered),
        { text: `The second is ${second}.`, keySteps: [factKeyStep('second', second, ['second largest'])] },
      ],
      answer: String(second),
    };
  },
};

export const difference: DigitsKind = {
  fewestDigits: 2,
  ask(digits, rng) {
    const [high, low] = [Math.max(...digits), Math.min(...digits)];
    const subtraction = equation(high, '-', low);
    return {
      question: pickPhrasing(rng, [
        'What is the difference between the largest and the smallest digit?',
        'Subtract the smallest digit from the largest. What is left?',
        'By how much is the largest digit greater than the smallest?',
      ]),
      rationale: 'Largest minus smallest.',
      steps: [extremesStep(high, low), equationStep(subtraction)],
      answer: String(subtraction.value),
    };
  },
};

export const extremesSum: DigitsKind = {
  fewestDigits: 3,
  ask(digits, rng) {
    const [high, low] = [Math.max(...digits), Math.min(...digits)];
    const addition = equation(high, '+', low);
    return {
      question: pickPhrasing(rng, [
        'What is the largest digit plus the smallest digit?',
        'Add the largest and the smallest digit. What do you get?',
        'What is the sum of the biggest and the smallest digit in the picture?',
      ]),
      rationale: 'Largest plus smallest.',
      steps: [extremesStep(high, low), equationStep(addition)],
      answer: String(addition.value),
    };
  },
};

function extremesStep(high: number, low: number): ReasoningStep {
  return {
    text: `The largest is ${high}, the smallest is ${low}.`,
    keySteps: [largestKeyStep(high), smallestKeyStep(low)],
  };
}
