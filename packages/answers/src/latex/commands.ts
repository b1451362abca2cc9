import type { FunctionName } from '../numbers/expression';

/** What a LaTeX command is to the parser. Commands that are not listed make a formula unreadable. */
export type CommandRole =
  | { readonly role: 'space' }
  | { readonly role: 'operator'; readonly operator: string }
  | { readonly role: 'function'; readonly name: FunctionName }
  | { readonly role: 'symbol'; readonly name: string }
  | { readonly role: 'accent'; readonly name: string }
  | { readonly role: 'word'; readonly word: string };

const table = new Map<string, CommandRole>();

const addAll = (names: string, role: (name: string) => CommandRole): void => {
  for (const name of names.split(' ')) table.set(name, role(name));
};

addAll('thinspace medspace thickspace quad qquad negthinspace negmedspace negthickspace', () => ({
  role: 'space',
}));

const operators: Readonly<Record<string, string>> = {
  times: '*',
  cdot: '*',
  div: '/',
  over: '/',
  le: '<=',
  leq: '<=',
  leqslant: '<=',
  ge: '>=',
  geq: '>=',
  geqslant: '>=',
  lt: '<',
  gt: '>',
  ne: '!=',
  neq: '!=',
  equiv: '=',
  approx: '~',
  in: 'in',
  notin: 'notin',
  cup: 'cup',
  cap: 'cap',
  setminus: 'setminus',
  subseteq: 'subset',
  supseteq: 'supset',
  pm: '+-',
  mp: '-+',
  lbrace: '\\{',
  rbrace: '\\}',
  lbrack: '[',
  rbrack: ']',
  lgroup: '(',
  rgroup: ')',
  lvert: '|',
  rvert: '|',
  vert: '|',
  langle: 'langle',
  rangle: 'rangle',
  lfloor: 'lfloor',
  rfloor: 'rfloor',
  lceil: 'lceil',
  rceil: 'rceil',
  mod: 'mod',
  circ: 'circ',
  degree: 'circ',
  to: '->',
  rightarrow: '->',
  Rightarrow: '->',
  longrightarrow: '->',
  Longrightarrow: '->',
};
for (const [name, operator] of Object.entries(operators)) table.set(name, { role: 'operator', operator });

const functions: Readonly<Record<string, FunctionName>> = {
  log: 'log',
  ln: 'log',
  exp: 'exp',
  sin: 'sin',
  cos: 'cos',
  tan: 'tan',
  cot: 'cot',
  sec: 'sec',
  csc: 'csc',
  arcsin: 'asin',
  arccos: 'acos',
  arctan: 'atan',
  arccot: 'acot',
  arcsec: 'asec',
  arccsc: 'acsc',
  sinh: 'sinh',
  cosh: 'cosh',
  tanh: 'tanh',
  arsinh: 'asinh',
  arcosh: 'acosh',
  artanh: 'atanh',
  arcsinh: 'asinh',
  arccosh: 'acosh',
  arctanh: 'atanh',
  gcd: 'gcd',
  lcm: 'lcm',
  max: 'max',
  min: 'min',
  det: 'det',
};
for (const [command, name] of Object.entries(functions)) table.set(command, { role: 'function', name });

addAll(
  'alpha beta gamma Gamma delta Delta epsilon varepsilon zeta eta theta Theta vartheta iota kappa lambda Lambda mu nu xi Xi ' +
    'omicron Pi varpi rho varrho sigma Sigma varsigma tau upsilon Upsilon phi Phi varphi chi psi Psi omega Omega ' +
    'nabla angle measuredangle triangle square ell hbar prime Re Im varnothing clubsuit diamondsuit heartsuit spadesuit ' +
    'Diamond complement partial wp imath jmath sharp flat natural',
  (name) => ({ role: 'symbol', name }),
);

addAll(
  'acute bar overline breve check widecheck dot ddot grave hat tilde widetilde vec overrightarrow bm boldsymbol text textit ' +
    'textbf textnormal textrm mathbb mathbf mathcal mathfrak mathit mathnormal mathop mathrel mathrm mathscr mathsf mathtt mbox',
  (name) => ({ role: 'accent', name }),
);

addAll(
  'frac dfrac tfrac cfrac sqrt binom tbinom dbinom boxed phantom sum prod int lim infty emptyset pi begin end operatorname',
  (word) => ({ role: 'word', word }),
);

/** The most letters a known command has. */
const longest = Math.max(...[...table.keys()].map((name) => name.length));

/** The longest known command that a run of letters starts with, as in `\quadx` or `\pir`; null when there is none. */
export function readCommand(letters: string): { readonly name: string; readonly role: CommandRole } | null {
  for (let length = Math.min(longest, letters.length); length > 0; length--) {
    const name = letters.slice(0, length);
    const role = table.get(name);
    if (role !== undefined) return { name, role };
  }
  return null;
}
