import { choiceOf } from './careful/choice';
import { plainLine, unwrapped, withoutOuterMarks } from './careful/clean-text';
import { quantitiesOf } from './careful/quantity';
import { isExpression } from './compare/value';
import { exactOrNull } from './numbers/same-scalar';
import { TooLarge, workBudget } from './numbers/too-large';

/** What is longer is no answer, and is not cleaned. */
const maxLength = 100_000;

/**
 * One spelling for answers that are the same at a glance, for counting and voting: option letters bare, exact numbers as
 * fractions in lowest terms, words in lower case. Answers with different spellings may still be equal: ask `equivalent`.
 *
 * Example  normalizeAnswer('$\\frac{2}{4}$') // '1/2'
 */
export function normalizeAnswer(source: string): string {
  if (source.length > maxLength) return source.trim().toLowerCase();
  const text = unwrapped(source);
  const choice = choiceOf(text);
  if (choice !== null) return choice.letters.split('').join(', ');
  return exactSpelling(text) ?? withoutOuterMarks(plainLine(text)).toLowerCase();
}

function exactSpelling(text: string): string | null {
  if (text.length > 200) return null;
  try {
    const budget = workBudget();
    const [first] = quantitiesOf(text, budget);
    if (first === undefined || !isExpression(first.value)) return null;
    const exact = exactOrNull(first.value, budget);
    if (exact === null) return null;
    return exact.denominator === 1n ? `${exact.numerator}` : `${exact.numerator}/${exact.denominator}`;
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}
