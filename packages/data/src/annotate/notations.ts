/** One way to write formulas down. */
export interface Notation {
  readonly times: string;
  readonly divide: string;
  readonly plus: string;
  readonly minus: string;
  readonly equals: string;
  /** How a fraction is written: over and under a line, on one line, or by the sign of division. */
  readonly fraction: 'latex' | 'inline' | 'sign';
  readonly power: 'caret' | 'braces' | 'raised' | 'words';
  readonly root: 'latex' | 'name' | 'sign';
  readonly pi: string;
  readonly percent: string;
  readonly degree: string;
  /** Between a number and its unit. */
  readonly beforeUnit: string;
  readonly groupThousands: boolean;
  /** Only for formulas without brackets: read aloud, brackets cannot be heard. */
  readonly spoken: boolean;
}

const plain: Notation = {
  times: ' * ', divide: ' / ', plus: ' + ', minus: ' - ', equals: ' = ', fraction: 'inline', power: 'caret', root: 'name', pi: 'pi', percent: '%',
  degree: '°', beforeUnit: ' ', groupThousands: false, spoken: false,
}; // prettier-ignore
const tight: Notation = { ...plain, times: '*', divide: '/', plus: '+', minus: '-', equals: '=' };
const signs: Notation = {
  ...plain,
  times: ' × ',
  divide: ' ÷ ',
  fraction: 'sign',
  power: 'raised',
  root: 'sign',
  pi: 'π',
};
const latex: Notation = {
  ...plain, times: ' \\times ', divide: ' \\div ', fraction: 'latex', power: 'braces', root: 'latex', pi: '\\pi', percent: '\\%', degree: '^\\circ',
}; // prettier-ignore
const spoken: Notation = {
  ...plain, times: ' times ', divide: ' divided by ', plus: ' plus ', minus: ' minus ', equals: ' equals ', fraction: 'sign', power: 'words',
  percent: ' percent', degree: ' degrees', spoken: true,
}; // prettier-ignore

/** Every way in which alternatives are written, the most usual first. */
export const notations: readonly Notation[] = [
  plain,
  signs,
  latex,
  tight,
  spoken,
  { ...spoken, equals: ' is ' },
  { ...latex, times: ' \\cdot ' },
  { ...tight, times: '×', divide: '÷', pi: 'π', power: 'raised' },
  { ...latex, times: '\\times ', plus: '+', minus: '-', equals: '=' },
  { ...plain, fraction: 'sign' },
  { ...plain, times: ' x ' },
  { ...plain, groupThousands: true },
  { ...spoken, times: ' multiplied by ' },
];

/** For alternatives that are rarer anyway. */
export const mainNotations: readonly Notation[] = [plain, signs, latex, tight, spoken];
