import { pickPhrasing } from '../question';
import type { DigitsKind } from '../question';
import { pickingStep, resultStep } from '../wording';

/** Questions answered by counting digits. */

export const countEven: DigitsKind = countOf('Even', 0);
export const countOdd: DigitsKind = countOf('Odd', 1);

function countOf(property: 'Even' | 'Odd', remainder: 0 | 1): DigitsKind {
  const name = property.toLowerCase();
  return {
    fewestDigits: 2,
    ask(digits, rng) {
      const picked = digits.filter((digit) => digit % 2 === remainder);
      return {
        question: pickPhrasing(rng, [
          `How many ${name} digits are there?`,
          `How many of the digits in the image are ${name}?`,
          `Count the ${name} digits. How many do you see?`,
        ]),
        rationale: `Count the ${name} digits.`,
        steps: [pickingStep(property, picked), resultStep('count', picked.length, ['number', 'total'])],
        answer: String(picked.length),
      };
    },
  };
}

/** The bound is part of the question: 2 to 7, so that both sides of it occur. */
export const countAbove: DigitsKind = {
  fewestDigits: 2,
  ask(digits, rng) {
    const bound = 2 + rng.fork('bound').integer(6);
    const picked = digits.filter((digit) => digit > bound);
    return {
      question: pickPhrasing(rng, [
        `How many digits are greater than ${bound}?`,
        `How many of the digits in the image are above ${bound}?`,
        `Count the digits larger than ${bound}. How many are there?`,
      ]),
      rationale: `Count the digits above ${bound}.`,
      steps: [pickingStep('Larger', picked), resultStep('count', picked.length, ['number', 'total'])],
      answer: String(picked.length),
    };
  },
};
