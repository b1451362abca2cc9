import type { FunctionName } from '../numbers/expression';
import { TooLarge, limits } from '../numbers/too-large';
import { readCommand } from './commands';
import { notAFormula } from './syntax';
import type { Syntax } from './syntax';

/** A piece of LaTeX. `start` and `end` are places in the source. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'number'; readonly text: string; readonly percent: boolean }
  /** A letter, a Greek letter, a word in text mode, or an accented symbol. `text` is true for words. */
  | { readonly kind: 'symbol'; readonly name: string; readonly text: boolean }
  | { readonly kind: 'function'; readonly name: FunctionName; readonly command: string }
  /** A keyword such as `frac`, `sqrt`, `int`, or `begin pmatrix`. */
  | { readonly kind: 'word'; readonly word: string }
  /** Punctuation, brackets, operators and relations. */
  | { readonly kind: 'mark'; readonly mark: string }
);

/** Distributes over Omit, so that variants stay apart. */
type TokenBody = Token extends infer T ? (T extends Token ? Omit<T, 'start' | 'end'> : never) : never;

const unicodeMarks: Readonly<Record<string, string>> = {
  '−': '-', '×': '*', '⋅': '*', '∙': '*', '∗': '*', '÷': '/', '∕': '/', '≤': '<=', '≥': '>=', '≠': '!=', '≈': '~',
  '∈': 'in', '∉': 'notin', '∪': 'cup', '∩': 'cap', '±': '+-', '∓': '-+', '⊆': 'subset', '⊇': 'supset', '·': '*',
}; // prettier-ignore
const unicodeSymbols: Readonly<Record<string, string>> = {
  'α': 'alpha', 'β': 'beta', 'γ': 'gamma', 'δ': 'delta', 'ε': 'epsilon', 'θ': 'theta', 'λ': 'lambda', 'μ': 'mu',
  'σ': 'sigma', 'φ': 'phi', 'ω': 'omega', 'Δ': 'Delta', 'Σ': 'Sigma', 'Ω': 'Omega', 'ρ': 'rho', 'τ': 'tau',
}; // prettier-ignore
const literalSets: Readonly<Record<string, string>> = { N: 'N', Z: 'Z', Q: 'Q', R: 'R', C: 'C', P: 'P' };
const unicodeSets: Readonly<Record<string, string>> = {
  ℕ: 'N',
  ℤ: 'Z',
  ℚ: 'Q',
  ℝ: 'R',
  ℂ: 'C',
  '∅': 'empty',
};
const environments = new Set(['matrix', 'pmatrix', 'bmatrix', 'vmatrix', 'array']);

/** Words that the reference grammar takes for matrix functions wherever they stand, which makes them unreadable. */
const reservedWords =
  /^(?:gcd|lcm|floor|ceil|eye|zeros|ones|cols|rows|diag|norm|rank|trace|tr|orth|eig|svd|SVD)/;

/** Cuts LaTeX into tokens. Throws NotAFormula at anything it does not know; TooLarge beyond the bounds. */
export function tokenize(source: string, syntax: Syntax): Token[] {
  if (source.length > limits.formulaLength) throw new TooLarge('a formula');
  const hasIntegral = source.includes('\\int');
  const tokens: Token[] = [];
  let at = 0;
  const push = (end: number, body: TokenBody): void => {
    tokens.push({ ...body, start: at, end });
    at = end;
  };
  while (at < source.length) {
    const char = source[at]!;
    if (/\s/.test(char)) at++;
    else if (char === '\\') at = readBackslash(source, at, push, syntax);
    else if (/[0-9.]/.test(char)) readNumber(source, at, push, syntax);
    else if (/[a-zA-Z]/.test(char)) readLetter(source, at, push, syntax.faithful || hasIntegral, syntax);
    else {
      const literal = literals.find((mark) => source.startsWith(mark, at));
      const body = literal === undefined ? unicodeToken(char, syntax) : markToken(literal);
      if (body === null) return notAFormula(`"${char}" is not part of a formula`);
      push(at + (literal?.length ?? 1), body);
    }
  }
  return tokens;
}

type Push = (end: number, body: TokenBody) => void;

/** Longer ones first. */
const literals = ['<=', '>=', '!=', '==', '~=', ...'+-*/=<>()[]{}|^_,;:!&'];
const literalAliases: Readonly<Record<string, string>> = { '==': '=', '~=': '~' };

const markToken = (mark: string): TokenBody => ({ kind: 'mark', mark: literalAliases[mark] ?? mark });

function unicodeToken(char: string, { faithful }: Syntax): TokenBody | null {
  if (Object.hasOwn(unicodeMarks, char)) return markToken(unicodeMarks[char]!);
  if (Object.hasOwn(unicodeSets, char)) return { kind: 'word', word: `set ${unicodeSets[char]!}` };
  if (Object.hasOwn(unicodeSymbols, char))
    return { kind: 'symbol', name: unicodeSymbols[char]!, text: false };
  if (char === 'π') return { kind: 'word', word: 'pi' };
  if (faithful) return char === '°' ? markToken('circ') : null;
  if (char === '√') return { kind: 'word', word: 'sqrt' };
  if (char === '∞') return { kind: 'word', word: 'infty' };
  return char === '°' ? markToken('degree') : null;
}

function readNumber(source: string, at: number, push: Push, { faithful }: Syntax): void {
  const pattern = faithful
    ? /(?:\d+\.\d+|\.\d+|\d+)(?:E[+-]?\d+)?/y
    : /(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?/y;
  pattern.lastIndex = at;
  const text = pattern.exec(source)?.[0];
  if (text === undefined) return notAFormula('a point without digits');
  const sign = /\s?\\?%/y;
  sign.lastIndex = at + text.length;
  const percent = sign.exec(source)?.[0] ?? '';
  push(at + text.length + percent.length, { kind: 'number', text, percent: percent !== '' });
}

function readLetter(
  source: string,
  at: number,
  push: Push,
  differentials: boolean,
  { faithful }: Syntax,
): void {
  if (faithful && reservedWords.test(source.slice(at, at + 6))) return notAFormula('a reserved word');
  const differential = /d\s*(?:[a-zA-Z]|\\[a-zA-Z]+)/y;
  differential.lastIndex = at;
  const match = differentials ? differential.exec(source) : null;
  if (match)
    push(at + match[0].length, { kind: 'symbol', name: match[0].replace(/[\s\\]/g, ''), text: false });
  else push(at + 1, { kind: 'symbol', name: source[at]!, text: false });
}

function readBackslash(source: string, at: number, push: Push, syntax: Syntax): number {
  const next = source[at + 1] ?? '';
  if (next === '{' || next === '}') push(at + 2, { kind: 'mark', mark: `\\${next}` });
  else if (next === '\\') push(at + 2, { kind: 'mark', mark: '\\\\' });
  else if (next === '|') push(at + 2, { kind: 'mark', mark: '\\|' });
  else if (next === '(' || next === ')') push(at + 2, { kind: 'mark', mark: next });
  else if (/[,:;!$ ]/.test(next)) return at + 2;
  else {
    const letters = /[a-zA-Z]*/y;
    letters.lastIndex = at + 1;
    const run = letters.exec(source)![0];
    const command = readCommand(run);
    if (command === null) return notAFormula(`\\${run.slice(0, 20)} is not known`);
    return pushCommand(source, at, command, push, syntax);
  }
  return at + 2;
}

function pushCommand(
  source: string,
  at: number,
  { name, role }: NonNullable<ReturnType<typeof readCommand>>,
  push: Push,
  syntax: Syntax,
): number {
  const end = at + 1 + name.length;
  switch (role.role) {
    case 'space':
      return end;
    case 'operator':
      push(end, { kind: 'mark', mark: role.operator });
      return end;
    case 'function':
      push(end, { kind: 'function', name: role.name, command: name });
      return end;
    case 'symbol':
      if (!syntax.faithful && name === 'varnothing') push(end, { kind: 'word', word: 'set empty' });
      else push(end, { kind: 'symbol', name, text: false });
      return end;
    case 'accent':
      return pushAccent(source, end, name, push, syntax);
    case 'word':
      return pushWord(source, end, name, push);
    default:
      return role satisfies never;
  }
}

function pushAccent(source: string, from: number, accent: string, push: Push, syntax: Syntax): number {
  const group = /\s?\{((?:\\\}|[^}])*)\}/y;
  group.lastIndex = from;
  const match = group.exec(source);
  if (match === null) return notAFormula(`\\${accent} without braces`);
  const end = from + match[0].length;
  const content = match[1]!;
  if (accent === 'mathbb' && Object.hasOwn(literalSets, content)) {
    push(end, { kind: 'word', word: `set ${literalSets[content]!}` });
    return end;
  }
  if (!syntax.faithful && (accent === 'overline' || accent === 'bar') && /^\d+$/.test(content)) {
    push(end, { kind: 'word', word: `repeating ${content}` });
    return end;
  }
  const isText =
    accent.startsWith('text') ||
    accent === 'mbox' ||
    (!syntax.faithful && /^math(rm|bf|it|sf)$/.test(accent));
  const inner = content.replace(/ /g, '');
  if (isText) push(end, { kind: 'symbol', name: inner.replace(/[()]/g, ''), text: true });
  else push(end, { kind: 'symbol', name: `${accentNames[accent] ?? accent}{${inner}}`, text: false });
  return end;
}

/** Accents that mean the same. */
const accentNames: Readonly<Record<string, string>> = {
  overline: 'bar',
  overrightarrow: 'vec',
  widetilde: 'tilde',
};

function canonicalWord(word: string): string {
  if (word.endsWith('frac')) return 'frac';
  if (word.endsWith('binom')) return 'binom';
  return word === 'emptyset' ? 'set empty' : word;
}

function pushWord(source: string, from: number, word: string, push: Push): number {
  if (word !== 'begin' && word !== 'end' && word !== 'operatorname') {
    push(from, {
      kind: 'word',
      word: canonicalWord(word),
    });
    return from;
  }
  const group = /\{([a-zA-Z]{1,12})\}/y;
  group.lastIndex = from;
  const name = group.exec(source)?.[1];
  if (name === undefined) return notAFormula(`\\${word} without a name`);
  const end = from + name.length + 2;
  if (word === 'operatorname') {
    const command = readCommand(name);
    if (command?.role.role !== 'function' || command.name !== name) return notAFormula('an unknown operator');
    push(end, { kind: 'function', name: command.role.name, command: name });
    return end;
  }
  if (!environments.has(name)) return notAFormula(`the environment ${name}`);
  const columns = /\{[clr|]*\}/y;
  columns.lastIndex = end;
  const layout = name === 'array' && word === 'begin' ? (columns.exec(source)?.[0].length ?? 0) : 0;
  push(end + layout, { kind: 'word', word: `${word} ${name}` });
  return end + layout;
}
