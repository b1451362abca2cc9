/**
 * A piece of reasoning that can agree or differ. `hard` pieces (numbers, operators, negations, names of one letter) are never
 * forgiven when they differ; words may differ a little.
 */
export interface ReasoningToken {
  /** Equal keys are equal tokens: the value of a number, the sign of an operator, the singular of a word. */
  readonly key: string;
  readonly hard: boolean;
  /** Where it stands, as [start, end) in the text it was cut from. */
  readonly start: number;
  readonly end: number;
}

/** Turns what is said round: never forgiven. */
export const negations: ReadonlySet<string> = new Set([
  ...['not', 'no', 'never', 'none', 'neither', 'nor', 'without', 'cannot', 'nothing', 'nobody', 'except'],
]);

/** Words that do what an operator or a comparison sign does: never forgiven. */
export const operatorWords: ReadonlySet<string> = new Set([
  ...[
    'plus',
    'minus',
    'times',
    'divided',
    'multiplied',
    'equal',
    'equals',
    'squared',
    'cubed',
    'twice',
    'double',
  ],
  ...['greater', 'less', 'more', 'fewer', 'larger', 'smaller', 'bigger', 'least', 'most', 'above', 'below'],
]);

/** Whether a word is never forgiven. A single letter is a name in a formula, but for the article. */
export function isHardWord(word: string): boolean {
  return negations.has(word) || operatorWords.has(word) || (/^\p{L}$/u.test(word) && word !== 'a');
}
