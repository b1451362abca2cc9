import type { Value } from '../compare/value';
import { parseLatex } from '../reading';
import { repairLatex } from '../latex/normalize-latex';
import { NotAFormula, carefulSyntax } from '../latex/syntax';
import { TooLarge } from '../numbers/too-large';
import type { WorkBudget } from '../numbers/too-large';

const vulgarFractions: Readonly<Record<string, string>> = {
  '½': '1/2', '⅓': '1/3', '⅔': '2/3', '¼': '1/4', '¾': '3/4', '⅕': '1/5', '⅖': '2/5', '⅗': '3/5', '⅘': '4/5',
  '⅙': '1/6', '⅚': '5/6', '⅛': '1/8', '⅜': '3/8', '⅝': '5/8', '⅞': '7/8',
}; // prettier-ignore
const superscripts: Readonly<Record<string, string>> = {
  '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-', '⁺': '+',
}; // prettier-ignore

/** Functions and constants that people write without a backslash. */
const plainCommands =
  /(?<![\\a-zA-Z])(arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|cot|sec|csc|log|ln|exp|sqrt|pi|gcd|lcm|max|min)(?![a-zA-Z])/g;

/** Plain notations in LaTeX: fractions and powers of one character, `sqrt(2)`, `1.6x10^-19`, `2 1/2`, `0.333…`, `]0,1[`. */
export function asLatex(source: string): string {
  return source
    .replace(/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]/g, (mark) => {
      const [top, bottom] = vulgarFractions[mark]!.split('/');
      return `\\frac{${top!}}{${bottom!}}`;
    })
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (run) => `^{${[...run].map((mark) => superscripts[mark]!).join('')}}`)
    .replace(/(\d)\s*[xX×]\s*10\s*\^\s*\{?\s*([+-]?\d+)\s*\}?/g, '$1\\times 10^{$2}')
    .replace(/\^\s*([+-]\d+(?:\.\d+)?)/g, '^{$1}')
    .replace(/\^\s*\{?\s*\\?(?:circ(?:le)?|degree)\s*\}?/g, '^{\\circ}')
    .replace(/\*\*/g, '^')
    .replace(/(^|[^\d.])(\d+)\s+(\d+)\s*\/\s*(\d+)(?![\d.])/g, '$1$2\\frac{$3}{$4}')
    .replace(/(\d{1,12}\.\d{0,12}?)(\d{1,12}?)\2{1,20}(?:\.{3}|…|\\ldots|\\dots)/g, '$1\\overline{$2}')
    .replace(/\bpositive infinity\b|\binfinity\b/gi, '\\infty')
    .replace(/\\(?:big|Big|bigg|Bigg)[lr]?(?![a-zA-Z])/g, '')
    .replace(
      /(^|cup|cap|[\s=])\]([^()[\],]+),([^()[\],]+)([[\]])/g,
      (_, before: string, low: string, high: string, close: string) =>
        `${before}(${low},${high}${close === '[' ? ')' : ']'}`,
    )
    .replace(/\[([^()[\],]+),([^()[\],]+)\[/g, '[$1,$2)')
    .replace(plainCommands, '\\$1')
    .replace(/\\(?:ldots|dots|cdots)/g, ' ');
}

/** Letters that only words have: three or more in a row that are no command. */
const hasWords = (latex: string): boolean =>
  /[a-zA-Z]{3,}/.test(latex.replace(/\\[a-zA-Z]+/g, ' ').replace(/\{(?:[pbv]?matrix|array)\}/g, ' '));

/** Reads a whole text as a formula, careful person's way; null when it is not one. Throws TooLarge beyond the bounds. */
export function formulaOf(source: string, budget: WorkBudget): Value | null {
  // Lines are separate statements, but inside a display or an environment.
  if (source.trim().includes('\n') && !/\\begin|\\\[|\$\$/.test(source)) return null;
  const bare = source.replace(/\\\(|\\\)|\\\[|\\\]/g, ' ');
  let latex: string;
  try {
    latex = repairLatex(asLatex(bare));
    if (latex === '' || hasWords(latex)) return null;
    return parseLatex(latex, carefulSyntax, budget);
  } catch (error) {
    if (error instanceof NotAFormula || error instanceof RangeError) return null;
    if (error instanceof TooLarge) throw error;
    throw error;
  }
}
