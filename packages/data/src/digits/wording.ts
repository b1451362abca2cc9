import type { KeyStep } from '@stepgrpo/core';
import type { ReasoningStep } from './question';

/** "3", "3 and 8", "3, 8 and 1". */
export function listed(values: readonly number[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} and ${values.at(-1)}`;
}

/** The step that reads the image: "The digits are 3, 8, 1." */
export function readingStep(digits: readonly number[]): ReasoningStep {
  const last = digits.at(-1);
  const serial = `${digits.slice(0, -1).join(', ')}, and ${last}`;
  const alternatives = [digits.join(', '), digits.join(' '), listed(digits), serial, digits.join('; ')];
  return { text: `The digits are ${digits.join(', ')}.`, keySteps: [distinct(alternatives)] };
}

/** The step that picks digits with a property: "Even digits: 8, 4." or "Even digits: none." */
export function pickingStep(property: string, picked: readonly number[]): ReasoningStep {
  const name = property.toLowerCase();
  const commas = picked.join(', ');
  const text = `${property} digits: ${picked.length === 0 ? 'none' : commas}.`;
  // The full stop keeps "8." from being found in "8, 4.".
  const alternatives =
    picked.length === 0
      ? [`${name} digits: none`, `no ${name} digits`, `none of the digits is ${name}`, `none is ${name}`]
      : [
          `${name} digits: ${commas}.`,
          `${name} digits: ${listed(picked)}.`,
          `${name} digits are ${commas}.`,
          `${name} digits are ${listed(picked)}.`,
          ...(picked.length === 1
            ? [`${name} digit is ${commas}.`, `only ${commas} is ${name}`]
            : [`${commas} are ${name}`, `${listed(picked)} are ${name}`]),
        ];
  return { text, keySteps: [distinct(alternatives)] };
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
