import type { FoundStep } from './found-step';
import { distinctTexts, stopWords } from './words';

/** Other names of well-known rules, in lower case. */
const synonyms: readonly (readonly string[])[] = [
  ['Pythagorean theorem', "Pythagoras' theorem", 'Pythagoras theorem', 'theorem of Pythagoras'],
  ['law of cosines', 'cosine rule', 'cosine law'],
  ['law of sines', 'sine rule', 'sine law'],
  ['distance formula', 'formula for the distance'],
];

/** Words are bounded and start at their first letter, so that a line of letters is looked at once. */
const rule =
  /(?<!\p{L})(?:(?:\p{L}{1,24}(?:['’]s?)? ){1,2}(?:theorem|rule|formula|identity|principle|postulate|property)\b|law of (?:\p{L}{1,24} )?\p{L}{1,24})/giu;

/** Theorems, rules and formulas that a line names. */
export function namedRules(line: string): FoundStep[] {
  return [...line.matchAll(rule)].flatMap(({ 0: match, index }): FoundStep[] => {
    const words = match.split(' ');
    let dropped = 0;
    while (words.length > 1 && !/^law$/i.test(words[0]!) && isStop(words[0]!))
      dropped += words.shift()!.length + 1;
    if (/^law$/i.test(words[0]!) && words.length > 3) words.length = 3;
    if (words.length < 2) return [];
    const name = words.join(' ');
    const known = synonyms.find((group) =>
      group.some((synonym) => name.toLowerCase().endsWith(synonym.toLowerCase())),
    );
    return [
      { kind: 'relation', start: index + dropped, alternatives: distinctTexts([name, ...(known ?? [])]) },
    ];
  });
}

const isStop = (word: string): boolean =>
  stopWords.has(word.toLowerCase()) || /^(apply|recall|following|general|above)$/i.test(word);
