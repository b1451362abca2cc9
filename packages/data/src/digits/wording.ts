import type { KeyStep } from '@stepgrpo/core';
import type { ReasoningStep } from './question';

/** "3", "3 and 8", "3, 8 and 1". */
export function listed(values: readonly number[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

/** The step that reads the image, which shows at least two digits: "The digits are 3, 8, 1." */
export function readingStep(digits: readonly number[]): ReasoningStep {
  const commas = digits.join(', ');
  const serial = listed(digits).replace(' and ', digits.length > 2 ? ', and ' : ' and ');
  const alternatives = [commas, digits.join(' '), listed(digits), serial, digits.join('; ')];
  return { text: `The digits are ${commas}.`, keySteps: [distinct(alternatives)] };
}

/** The step that picks digits with a property: "Even: 8, 4." or "Even: none." */
export function pickingStep(property: string, picked: readonly number[]): ReasoningStep {
  const name = property.toLowerCase();
  const commas = picked.join(', ');
  const lists = picked.length === 0 ? ['none'] : [commas, listed(picked)];
  // The full stop keeps "8." from being found in "8, 4.".
  const headed = [`${name}: `, `${name} digits: `, `${name} digits are `].flatMap((head) =>
    lists.map((list) => `${head}${list}.`),
  );
  return {
    text: `${property}: ${lists[0]}.`,
    keySteps: [distinct([...headed, ...pickedInWords(name, picked)])],
  };
}

function pickedInWords(name: string, picked: readonly number[]): readonly string[] {
  if (picked.length === 0) return [`no ${name} digits`, `none of the digits is ${name}`, `none is ${name}`];
  if (picked.length === 1) return [`${name} digit is ${picked[0]}.`, `only ${picked[0]} is ${name}`];
  return [`${picked.join(', ')} are ${name}`, `${listed(picked)} are ${name}`];
}

/** A fact about one digit, "largest is 8", in the notations that say it. */
export function factKeyStep(name: string, value: number, synonyms: readonly string[] = []): KeyStep {
  return distinct(
    [name, ...synonyms].flatMap((word) => [
      `${word} is ${value}`,
      `${word} digit is ${value}`,
      `${value} is the ${word}`,
      `${word}: ${value}`,
    ]),
  );
}

/** The step that says a result that needs no arithmetic: "Count: 2." */
export function resultStep(name: string, value: number, synonyms: readonly string[] = []): ReasoningStep {
  // The full stop keeps "1." from being found in "12.".
  const keyStep = [name, ...synonyms].flatMap((word) => [`${word}: ${value}.`, `${word} is ${value}.`]);
  return { text: `${name[0]!.toUpperCase()}${name.slice(1)}: ${value}.`, keySteps: [keyStep] };
}

/** Without repeats, in order of first appearance. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
