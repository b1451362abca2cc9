/** What a reasoning path is made of, as far as formulas are concerned. Spans are [start, end) in UTF-16 code units. */
export interface MathToken {
  readonly kind: 'number' | 'word' | 'sign' | 'command' | 'open' | 'close' | 'break' | 'other';
  /** As written; a number without its group marks. */
  readonly text: string;
  /** What a sign, command, bracket or operator word stands for, in our notation; else as `text`. */
  readonly means: string;
  readonly start: number;
  readonly end: number;
}

/** Signs of any script, by what they stand for. */
const signs: Readonly<Record<string, string>> = {
  '+': '+', '-': '-', '−': '-', '–': '-', '*': '*', '×': '*', '·': '*', '⋅': '*', '∗': '*', '/': '/', '÷': '/', '∕': '/', '^': '^',
  '=': '=', '≈': '≈', '<': '<', '>': '>', '≤': '<=', '≥': '>=', '≠': '!=', '%': '%', '°': '°', '√': 'sqrt', '⊥': '⊥', '∥': '∥', '≅': '≅',
}; // prettier-ignore

/** Commands that are signs. */
const signCommands: Readonly<Record<string, string>> = {
  times: '*', cdot: '*', div: '/', approx: '≈', lt: '<', gt: '>', le: '<=', leq: '<=', ge: '>=', geq: '>=', ne: '!=', neq: '!=', perp: '⊥',
  parallel: '∥', cong: '≅', circ: '°', degree: '°',
}; // prettier-ignore

/** Words that are signs, longest first. */
const signWords: readonly (readonly [words: string, means: string])[] = [
  ['is approximately equal to', '≈'],
  ['is equal to', '='],
  ['multiplied by', '*'],
  ['divided by', '/'],
  ['equals', '='],
  ['plus', '+'],
  ['minus', '-'],
  ['times', '*'],
  ['percent', '%'],
  ['degrees', '°'],
];

const looks = new Set([
  'left',
  'right',
  'displaystyle',
  'quad',
  'qquad',
  'text',
  'mathrm',
  'textbf',
  'mathbf',
  'boxed',
]);
const shapes: Readonly<Record<string, string>> = { frac: 'frac', dfrac: 'frac', tfrac: 'frac', sqrt: 'sqrt' };
const raised: Readonly<Record<string, string>> = { '²': '2', '³': '3' };
const brackets: Readonly<Record<string, 'open' | 'close'>> = {
  '(': 'open',
  '{': 'open',
  ')': 'close',
  '}': 'close',
};

const number = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+/y;
const word = /\p{L}+(?:['’]\p{L}+)*(?:-\p{L}{2,}(?:['’]\p{L}+)*)*(?:_(?:[\p{L}\d]|\{[^{}]{1,8}\}))?/uy;
const rate = /(?:km|cm|mm|m|mi|kg|g|ml|l|L)\/(?:hr|h|min|s|kg|ml|l|L)(?![\p{L}\d])/uy;
const pictures: Readonly<Record<string, string>> = { '∠': 'angle', '△': 'triangle' };
const command = /\\([A-Za-z]+|[^A-Za-z])/y;
const degree = /\^\s*(?:\\circ|\{\s*\\circ\s*\})/y;

/** The tokens of one line. Total, and linear in its length. */
export function mathTokens(line: string): MathToken[] {
  const tokens: MathToken[] = [];
  let at = 0;
  const push = (kind: MathToken['kind'], length: number, means?: string): void => {
    const text = line.slice(at, at + length);
    tokens.push({ kind, text, means: means ?? text, start: at, end: at + length });
    at += length;
  };
  while (at < line.length) {
    const char = line[at]!;
    if (/\s/.test(char) || char === '$' || line.startsWith('**', at)) {
      at += line.startsWith('**', at) ? 2 : 1;
      continue;
    }
    const digits = matchAt(number, line, at);
    if (digits !== null) {
      push('number', digits.length, digits.replaceAll(',', '').replace(/^\./, '0.'));
      continue;
    }
    const circle = matchAt(degree, line, at);
    if (circle !== null) {
      push('sign', circle.length, '°');
      continue;
    }
    if (char === '\\') {
      const written = matchAt(command, line, at) ?? char;
      const name = written.slice(1);
      if (looks.has(name) || /^[()[\],;:! ]$/.test(name)) at += written.length;
      else if (name === '%') push('sign', written.length, '%');
      else if (signCommands[name] !== undefined) push('sign', written.length, signCommands[name]);
      else if (shapes[name] !== undefined) push('command', written.length, shapes[name]);
      else push(/^[A-Za-z]+$/.test(name) ? 'word' : 'other', written.length, name);
      continue;
    }
    const perUnit = tokens.at(-1)?.kind === 'number' ? matchAt(rate, line, at) : null;
    if (perUnit !== null) {
      push('word', perUnit.length);
      continue;
    }
    const letters = matchAt(word, line, at);
    if (letters !== null) {
      pushWord(letters);
      continue;
    }
    if (raised[char] !== undefined) {
      tokens.push({ kind: 'sign', text: '', means: '^', start: at, end: at });
      push('number', 1, raised[char]);
    } else if (signs[char] !== undefined) push('sign', 1, signs[char]);
    else if (brackets[char] !== undefined) push(brackets[char], 1);
    else if (/[.!?;]/.test(char)) push('break', 1, '.');
    else if (pictures[char] !== undefined) push('word', 1, pictures[char]);
    else if (char === ':' && /\S/.test(line[at - 1] ?? ' ') && /\S/.test(line[at + 1] ?? ' '))
      push('other', 1); // 2:3
    else if (/[,:]/.test(char)) push('break', 1, ',');
    else push('other', 1);
  }
  return tokens;

  function pushWord(letters: string): void {
    for (const [words, means] of signWords) {
      if (!line.startsWith(words, at)) continue;
      if (/[\p{L}-]/u.test(line[at + words.length] ?? '')) continue;
      push('sign', words.length, means);
      return;
    }
    if (letters === 'squared' || letters === 'cubed') {
      tokens.push({ kind: 'sign', text: '', means: '^', start: at, end: at });
      push('number', letters.length, letters === 'squared' ? '2' : '3');
    } else if (
      /^[xX]$/.test(letters) &&
      tokens.at(-1)?.kind === 'number' &&
      /^\s\s?\$?\d/.test(line.slice(at + 1, at + 5))
    ) {
      push('sign', 1, '*'); // 3 x 4
    } else if (letters === 'of' && tokens.at(-1)?.means === '%')
      push('sign', 2, '*'); // 25% of 80
    else push('word', letters.length, letters === 'π' ? 'pi' : letters);
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
