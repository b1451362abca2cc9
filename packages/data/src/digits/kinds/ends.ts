import { equation, equationStep } from '../equation';
import type { Operator } from '../equation';
import { pickPhrasing } from '../question';
import type { DigitsKind } from '../question';
import { factKeyStep } from '../wording';

/** Questions about the first and the last digit. */

export const endsProduct: DigitsKind = endsBy('*', 'First times last.', [
  'What is the product of the first and the last digit?',
  'Multiply the first digit by the last digit. What do you get?',
  'What is the first digit times the last digit?',
]);

export const endsSum: DigitsKind = endsBy('+', 'First plus last.', [
  'What is the sum of the first and the last digit?',
  'Add the first digit and the last digit. What do you get?',
  'What is the leftmost digit plus the rightmost digit?',
]);

function endsBy(
  operator: Operator,
  rationale: string,
  phrasings: readonly [string, ...string[]],
): DigitsKind {
  return {
    fewestDigits: 3,
    ask(digits, rng) {
      const [first, last] = [digits[0]!, digits.at(-1)!];
      const result = equation(first, operator, last);
      return {
        question: pickPhrasing(rng, phrasings),
        rationale,
        steps: [
          {
            text: `The first is ${first}, the last is ${last}.`,
            keySteps: [factKeyStep('first', first, ['leftmost']), factKeyStep('last', last, ['rightmost'])],
          },
          equationStep(result),
        ],
        answer: String(result.value),
      };
    },
  };
}
