import { equationStep, equation, runningSum } from '../equation';
import { pickPhrasing } from '../question';
import type { DigitsKind, ReasoningStep } from '../question';
import { pickingStep, resultStep } from '../wording';

/** Questions answered by adding digits. */

export const sum: DigitsKind = {
  fewestDigits: 2,
  ask(digits, rng) {
    const { steps, total } = runningSum(digits);
    return {
      question: pickPhrasing(rng, [
        'What is the sum of the digits in the image?',
        'Add up all the digits. What is the total?',
        'What do the digits in the picture add up to?',
        'What total do you get when you add all the digits shown?',
      ]),
      rationale: 'Add all digits.',
      steps,
      answer: String(total),
    };
  },
};

export const sumEven: DigitsKind = sumOf('Even', 0);
export const sumOdd: DigitsKind = sumOf('Odd', 1);

function sumOf(property: 'Even' | 'Odd', remainder: 0 | 1): DigitsKind {
  const name = property.toLowerCase();
  return {
    fewestDigits: 2,
    ask(digits, rng) {
      const picked = digits.filter((digit) => digit % 2 === remainder);
      const { steps, total } = sumOfPicked(picked);
      return {
        question: pickPhrasing(rng, [
          `What is the sum of the ${name} digits?`,
          `Add only the ${name} digits in the image. What is the total?`,
          `What do the ${name} digits add up to? If there are none, answer 0.`,
        ]),
        rationale: `Add the ${name} digits.`,
        steps: [pickingStep(property, picked), ...steps],
        answer: String(total),
      };
    },
  };
}

/** None and one need no addition. */
function sumOfPicked(picked: readonly number[]): { steps: ReasoningStep[]; total: number } {
  if (picked.length >= 2) return runningSum(picked);
  const total = picked[0] ?? 0;
  return { steps: [resultStep('sum', total, ['total'])], total };
}

/** The first two together, times the last. */
export const pairTimesLast: DigitsKind = {
  fewestDigits: 3,
  ask(digits, rng) {
    const [first, second] = [digits[0]!, digits[1]!];
    const last = digits.at(-1)!;
    const pair = equation(first, '+', second);
    const product = equation(pair.value, '*', last);
    return {
      question: pickPhrasing(rng, [
        'Add the first two digits and multiply by the last digit. What do you get?',
        'What is the sum of the first two digits, times the last digit?',
        'Multiply the sum of the first two digits by the last one. What is the result?',
      ]),
      rationale: 'Add the first two, multiply by the last.',
      steps: [
        equationStep(pair),
        equationStep(product, [`(${first} + ${second}) * ${last} = ${product.value}`]),
      ],
      answer: String(product.value),
    };
  },
};
