import type { FoundStep } from './found-step';

/**
 * Without those that say what an earlier one said: they share an alternative, whatever the case, blanks, dollar signs,
 * the kind of minus and articles.
 */
export function mergeKeySteps(steps: readonly FoundStep[]): FoundStep[] {
  const said = new Set<string>();
  return steps.filter(({ alternatives }) => {
    const keys = alternatives.map(sameKey);
    if (keys.some((key) => said.has(key))) return false;
    keys.forEach((key) => said.add(key));
    return true;
  });
}

/** What is left of a text when everything is gone that does not change what it says. */
export function sameKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/[−–]/g, '-')
    .replace(/\b(?:the|a|an) /g, '')
    .replace(/[\s$*]/g, (char) => (char === '*' ? '×' : ''));
}
