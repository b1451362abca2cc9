import type { FoundStep } from './found-step';
import type { MathToken } from './math-tokens';
import { nounPhraseBefore } from './noun-phrase';
import type { NounPhrase } from './noun-phrase';
import { namedRules } from './named-rules';
import { distinctTexts, numberOfWord, stopWords } from './words';

/** Relations between two things that hold both ways, with their signs. */
const bothWays: Readonly<Record<string, readonly string[]>> = {
  'parallel to': ['∥', '\\parallel'],
  'perpendicular to': ['⊥', '\\perp'],
  'congruent to': ['≅', '\\cong'],
  'similar to': ['\\sim'],
};

/** Comparisons, and what they are called from the other side. */
const converses: Readonly<Record<string, readonly string[]>> = {
  greater: ['less', 'smaller'], larger: ['smaller'], bigger: ['smaller'], more: ['less', 'fewer'], less: ['greater', 'more'], fewer: ['more'],
  smaller: ['larger', 'greater', 'bigger'], taller: ['shorter'], shorter: ['taller', 'longer'], longer: ['shorter'], older: ['younger'],
  younger: ['older'], heavier: ['lighter'], lighter: ['heavier'], faster: ['slower'], slower: ['faster'], higher: ['lower'], lower: ['higher'],
  hotter: ['colder'], colder: ['hotter'],
}; // prettier-ignore
const signOf: Readonly<Record<string, string>> = {
  greater: '>',
  larger: '>',
  bigger: '>',
  less: '<',
  smaller: '<',
};

/** Subjects of sentences about the text itself. */
const notSubjects =
  /^(step|approach|problem|question|answer|solution|goal|task|idea|method|process|option|options|choice|image|figure|picture|diagram|graph|one|result|calculation|reasoning|equation|formula|it|conclusion|x|statement)$/i;
const notComplements =
  /^(correct|right|clear|simple|given|shown|true|false|follows|as|wrong|possible|needed|required|important|easy|visible|different|incorrect|left)$/i;
const mostComplementWords = 3;

/** Named relations of a line: `AB is parallel to CD`, `Tom is taller than Ann`, `triangle ABC is isosceles`, a theorem. */
export function findRelations(line: string, tokens: readonly MathToken[]): FoundStep[] {
  return [...namedRules(line), ...tokens.flatMap((token, at) => relationsAt(line, tokens, at))];
}

function relationsAt(line: string, tokens: readonly MathToken[], at: number): FoundStep[] {
  const verb = tokens[at]!.text.toLowerCase();
  if (tokens[at]!.kind !== 'word' || (verb !== 'is' && verb !== 'are')) return [];
  const subject = nounPhraseBefore(line, tokens, at);
  if (subject === null || notSubjects.test(subject.words[0]!) || notSubjects.test(subject.words.at(-1)!))
    return [];
  const words = complementWords(tokens, at + 1);
  if (words === null) return [];
  const { text, end } = words;
  const verbatim = line.slice(tokens[subject.from]!.start, end);
  const alternatives = compared(subject, text) ?? related(subject, text) ?? described(subject, text);
  if (alternatives === null) return [];
  return [
    {
      kind: 'relation',
      start: tokens[subject.from]!.start,
      alternatives: distinctTexts([verbatim, ...alternatives]),
    },
  ];
}

/** What is said of the subject: up to the end of the clause, in a few words and without formulas. Null for more. */
function complementWords(
  tokens: readonly MathToken[],
  from: number,
): { readonly text: readonly string[]; readonly end: number } | null {
  const text: string[] = [];
  let at = from;
  for (; at < tokens.length; at++) {
    const { kind, text: word } = tokens[at]!;
    const lower = word.toLowerCase();
    if (kind === 'break' || (text.length > 0 && endsClause.has(lower))) break;
    if (kind !== 'word' || numberOfWord(word) !== null) return null;
    text.push(word);
    if (text.length > 8) return null;
  }
  return text.length === 0 ? null : { text, end: tokens[at - 1]!.end };
}

const endsClause = new Set([
  'because',
  'since',
  'and',
  'so',
  'but',
  'which',
  'while',
  'if',
  'when',
  'as',
  'where',
  'or',
  'therefore',
]);
const articles = new Set(['a', 'an', 'the']);
const withoutArticles = (words: readonly string[]): string[] =>
  words.filter((word) => word === 'A' || !articles.has(word.toLowerCase()));

function compared({ text: subject }: NounPhrase, complement: readonly string[]): string[] | null {
  const [how = '', than, ...rest] = complement;
  const others = converses[how.toLowerCase()];
  const object = rest.join(' ');
  if (than !== 'than' || others === undefined || object === '' || rest.length > 5) return null;
  const sign = signOf[how];
  const converse = sign === '>' ? '<' : '>';
  return [
    `${subject} is ${how} than ${object}`,
    ...others.map((other) => `${withoutArticles(rest).join(' ')} is ${other} than ${subject}`),
    ...(sign === undefined ? [] : [`${subject} ${sign} ${object}`, `${object} ${converse} ${subject}`]),
  ];
}

function related({ text: subject }: NounPhrase, complement: readonly string[]): string[] | null {
  const name = complement.slice(0, 2).join(' ').toLowerCase();
  const object = withoutArticles(complement.slice(2)).join(' ');
  const signs = bothWays[name];
  if (signs === undefined || object === '' || complement.length > 7) return null;
  return [
    `${subject} is ${name} to ${object}`.replace(' to to ', ' to '),
    `${object} is ${name} ${subject}`,
    ...signs.flatMap((sign) => [`${subject} ${sign} ${object}`, `${object} ${sign} ${subject}`]),
  ];
}

function described(subject: NounPhrase, complement: readonly string[]): string[] | null {
  const isNot = complement[0]?.toLowerCase() === 'not';
  const said = withoutArticles(isNot ? complement.slice(1) : complement);
  if (said.length === 0 || said.length > mostComplementWords) return null;
  if (
    notComplements.test(said[0]!) ||
    said.some((word) => stopWords.has(word.toLowerCase()) && word.toLowerCase() !== 'of')
  )
    return null;
  const not = isNot ? 'not ' : '';
  const thing = said.join(' ');
  const texts = [`${subject.text} is ${not}${thing}`];
  if (isNot) return [...texts, `${subject.text} isn't ${thing}`];
  const [kind = '', name] = subject.words;
  if (
    /^(triangle|quadrilateral|polygon|angle)$/i.test(kind) &&
    name !== undefined &&
    subject.words.length === 2
  ) {
    texts.push(
      `${name} is ${thing}`,
      `${name} is ${/^[aeiou]/i.test(thing) ? 'an' : 'a'} ${thing} ${kind.toLowerCase()}`,
    );
    texts.push(`${thing} ${kind.toLowerCase()} ${name}`);
  }
  const isName = said.length === 1 && /^\p{Lu}\p{Ll}/u.test(said[0]!);
  if (isName && subject.definite) texts.push(`${thing} is the ${subject.text}`, `${subject.text}: ${thing}`);
  return texts;
}
