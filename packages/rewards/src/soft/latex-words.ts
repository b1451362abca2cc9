/** Commands that stand for an operator. */
export const operatorCommands: Readonly<Record<string, string>> = {
  times: '*', cdot: '*', ast: '*', div: '/', pm: '±', mp: '±', le: '<=', leq: '<=', leqslant: '<=', lt: '<', ge: '>=',
  geq: '>=', geqslant: '>=', gt: '>', ne: '!=', neq: '!=', approx: '≈', sim: '≈', equiv: '=', to: '->', rightarrow: '->',
  Rightarrow: '->', implies: '->', therefore: '->', cup: '∪', cap: '∩', in: '∈', perp: '⊥', parallel: '∥', circ: '°', degree: '°',
}; // prettier-ignore

/** Commands that only say how something looks. */
export const lookCommands: ReadonlySet<string> = new Set([
  ...[
    'left',
    'right',
    'big',
    'Big',
    'bigg',
    'Bigg',
    'text',
    'textbf',
    'textit',
    'textrm',
    'textnormal',
    'mathrm',
    'mathbf',
  ],
  ...[
    'mathit',
    'mathsf',
    'mbox',
    'operatorname',
    'displaystyle',
    'quad',
    'qquad',
    'boxed',
    'rm',
    'bf',
    'it',
    'limits',
  ],
]);

/** Signs outside ASCII (and a few inside) that stand for an operator. */
export const operatorSigns: Readonly<Record<string, string>> = {
  '+': '+', '-': '-', '−': '-', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '﹣': '-', '－': '-', '*': '*', '×': '*', '·': '*',
  '⋅': '*', '∙': '*', '∗': '*', '/': '/', '÷': '/', '∕': '/', '⁄': '/', '=': '=', '＝': '=', '<': '<', '>': '>', '≤': '<=', '≥': '>=',
  '≠': '!=', '≈': '≈', '≡': '=', '±': '±', '∓': '±', '^': '^', '%': '%', '％': '%', '→': '->', '⇒': '->', '∴': '->', '°': '°', '√': 'sqrt',
  '∪': '∪', '∩': '∩', '∈': '∈', '⊥': '⊥', '∥': '∥', '＋': '+', '〈': '<', '〉': '>',
}; // prettier-ignore

/** Words that say what a sign says. */
export const signWords: Readonly<Record<string, string>> = {
  percent: '%',
  degree: '°',
  degrees: '°',
  sqrt: 'sqrt',
};

/** Raised digits, as powers. */
export const raised: Readonly<Record<string, string>> = {
  '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9',
}; // prettier-ignore
