import { TooLarge, limits } from '../numbers/too-large';
import { boxedContents } from './boxed';
import { withoutUnits } from './units';

/** Which boxes count: all of a formula's, or for a bare box those near the last one. */
export type BoxMode = 'all' | 'last';

/** Rewrites that are made in one pass from left to right; earlier rows win. */
const rewrites: readonly (readonly [pattern: string, replacement: string])[] = [
  [String.raw`\\math(?:rm|it|bf)`, '\\text'],
  [String.raw`\\text(?:normal|bf|it|rm)`, '\\text'],
  [String.raw`\\[dtc]frac`, '\\frac'],
  [String.raw`\s\.`, ' 0.'],
  [String.raw`\{\.`, '{0.'],
  [String.raw`~=`, '\\approx'],
  [String.raw`\s*\{\s*,\s*\}`, ','],
  [String.raw`,?\s*(?<![a-zA-Z])(?:and|or)(?![a-zA-Z])`, ','],
  [String.raw`,?\s*\\text\{\s*(?:and|or)\s*\}`, ','],
  [String.raw`(?<!\\)\\\s`, ' '],
  [String.raw`infinity`, '\\infty'],
  [String.raw`,?\\ldots`, ' '],
  [String.raw`\s*\b(?:percentage|percent|pct)\b`, '%'],
  [String.raw`\\text\{(?:percentage|percent|pct)\}`, '%'],
  [String.raw`(?<!\\)inf(?!inity)`, '\\infty'],
  [String.raw` sqrt`, '\\sqrt'],
];
const rewriteAll = new RegExp(rewrites.map(([pattern]) => `(${pattern})`).join('|'), 'g');

const rewritten = (text: string): string =>
  text.replace(rewriteAll, (...found: unknown[]) => {
    const row = found.slice(1, 1 + rewrites.length).findIndex((group) => group !== undefined);
    return rewrites[row]![1];
  });

/** Things without a meaning: sizes, empty text, dollar signs, quotes. */
const noise = /\\mathrm\{th\}|\\!\s*|\\text\s*\{\s*\}|\\?\$|(?<!\\)["']|\\displaystyle/g;

const delimiters =
  '\\\\\\{|\\{|\\\\\\}|\\}|\\\\\\||\\||\\[|\\]|\\(|\\)|\\\\(?:l|r)?(?:brack|group|brace|vert|ceil|floor|angle|lcorner|ulcorner|rcorner)';
const sizes = new RegExp(String.raw`\\m?(?:left|right)(?=${delimiters})`, 'g');

/** (n)_{k}, the falling factorial. */
const permutation = /\(([a-zA-Z0-9+\-*/\\ ]{1,40}?)\)_\{([a-zA-Z0-9+\-*/\\ ]{1,40}?)\}/g;

/**
 * Repairs and simplifies LaTeX before it is parsed: boxes opened, sizes and noise dropped, "and" and "or" made commas,
 * units dropped, `\frac12` and `\sqrt3` completed.
 *
 * Throws  TooLarge when the formula is too long
 * Source  specs/rewards.md 5.2; behaviour of latex2sympy2_extended 1.10.2 math_normalization.py with Math-Verify's settings
 */
export function normalizeLatex(source: string, boxes: BoxMode): string {
  let text = withoutUnits(simplified(boxedContents(source, boxes)));
  if (text.startsWith('.')) text = `0${text}`;
  if (text === '0.5') text = '\\frac{1}{2}';
  return completeOperators(text).trim();
}

/** The same repairs, with boxes and units left as they are. Throws TooLarge when the formula is too long. */
export function repairLatex(source: string): string {
  return completeOperators(simplified(source)).trim();
}

function simplified(source: string): string {
  if (source.length > limits.formulaLength) throw new TooLarge('a formula');
  const bare = source
    .replace(/\s{9,}/g, ' '.repeat(8))
    .replaceAll('\\mathrm{T}', 'T')
    .replaceAll('\\mathrm{d}', 'd')
    .replaceAll('{\\rm d}', 'd')
    .replaceAll('\\left[\\begin{matrix}', '\\begin{bmatrix}')
    .replaceAll('\\end{matrix}\\right]', '\\end{bmatrix}')
    .replace(sizes, '')
    .replace(permutation, '\\frac{($1)!}{(($1)-($2))!}')
    .replace(noise, '');
  const text = rewritten(bare).replace(/[\n\t]/g, ' ');
  return text.includes('matrix') ? text : text.replace(/\\\\(?=[a-zA-Z])/g, '\\');
}

/** `\frac12`, `\sqrt3`, `^(2)`, `sqrt(2)`, `\log_28` and `1/2` in their full form. */
function completeOperators(source: string): string {
  const text = source
    .replace(/\^\s?\(([^)]*)\)/g, '^{$1}')
    .replace(/sqrt\s?\(([^)]*)\)/g, '\\sqrt{$1}')
    .replace(/\\frac\s?(\d)\s?(\d+)/g, '\\frac{$1}{$2}')
    .replace(/\\log_\s?(\d)\s?(\d+)/g, '\\log_{$1}{$2}')
    .replace(/\\frac\s?\{([^{}]*)\}\s?(\d)/g, '\\frac{$1}{$2}')
    .replace(/\\frac\s?(\d)\s?\{([^}]*)\}/g, '\\frac{$1}{$2}')
    .replace(/\\\\sqrt/g, '\\sqrt')
    .replace(/ sqrt/g, '\\sqrt');
  const rooted = text.replace(/\\sqrt\s*([^\s{[])/g, '\\sqrt{$1}').replace(/\\sqrt\s+(?=[{[])/g, '\\sqrt');
  const fractioned = rooted
    .replace(/\\frac\s*([^\s{])\s*([^\s{])/g, '\\frac{$1}{$2}')
    .replace(/\\frac\s+(?=\{)/g, '\\frac');
  const slash = /^(-?\d+)\/(-?\d+)$/.exec(fractioned);
  const isPlain = slash !== null && [slash[1]!, slash[2]!].every((part) => /^(?:0|-?[1-9]\d*)$/.test(part));
  return isPlain ? `\\frac{${slash[1]!}}{${slash[2]!}}` : fractioned;
}
