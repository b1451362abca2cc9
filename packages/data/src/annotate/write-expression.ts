import type { Expression } from './expression';
import type { Notation } from './notations';

/** A formula in a notation; null where the notation cannot say it. */
export function writeExpression(expression: Expression, notation: Notation): string | null {
  try {
    return write(expression, notation);
  } catch (error) {
    if (error instanceof Unspeakable) return null;
    throw error;
  }
}

/** Inside of this file only: the notation has no word for a part of the formula. */
class Unspeakable extends Error {}

function write(expression: Expression, notation: Notation): string {
  switch (expression.kind) {
    case 'number':
      return notation.groupThousands ? grouped(expression.digits) : expression.digits;
    case 'name':
      return expression.name === 'pi' ? notation.pi : expression.name;
    case 'sum':
      return expression.terms
        .map(
          ({ sign, of }, i) =>
            `${i === 0 ? '' : sign === '+' ? notation.plus : notation.minus}${write(of, notation)}`,
        )
        .join('');
    case 'product':
      return expression.factors
        .map(
          ({ sign, of }, i) =>
            `${i === 0 ? '' : sign === '*' ? notation.times : notation.divide}${write(of, notation)}`,
        )
        .join('');
    case 'fraction':
      return writeFraction(expression, notation);
    case 'juxtaposed': {
      const parts = expression.of.map((part) => write(part, notation));
      return parts.map((part, i) => (needsBlank(parts[i - 1], part) ? ` ${part}` : part)).join('');
    }
    case 'power':
      return writePower(expression, notation);
    case 'root': {
      if (notation.spoken) throw new Unspeakable();
      const inner = write(expression.of, notation);
      if (notation.root === 'latex') return `\\sqrt{${inner}}`;
      return notation.root === 'sign' && isAtom(expression.of)
        ? `√${inner}`
        : `${notation.root === 'sign' ? '√' : 'sqrt'}(${inner})`;
    }
    case 'brackets':
      if (notation.spoken) throw new Unspeakable();
      return `(${write(expression.of, notation)})`;
    case 'negative':
      return `-${write(expression.of, notation)}`;
    case 'measured':
      return `${write(expression.of, notation)}${writeUnit(expression.unit, notation)}`;
    default:
      return expression satisfies never;
  }
}

function writeFraction(
  { over, under }: Extract<Expression, { kind: 'fraction' }>,
  notation: Notation,
): string {
  const bare = (part: Expression): Expression => (part.kind === 'brackets' ? part.of : part);
  if (notation.fraction === 'latex')
    return `\\frac{${write(bare(over), notation)}}{${write(bare(under), notation)}}`;
  const sign = notation.fraction === 'inline' ? '/' : notation.divide;
  return `${closed(over, notation)}${sign}${closed(under, notation)}`;
}

/** A part of a fraction on one line: in brackets unless it is in one piece. */
function closed(part: Expression, notation: Notation): string {
  const written = write(part, notation);
  if (isAtom(part) || part.kind === 'brackets' || part.kind === 'root') return written;
  if (notation.spoken) throw new Unspeakable();
  return `(${written})`;
}

function writePower({ base, exponent }: Extract<Expression, { kind: 'power' }>, notation: Notation): string {
  const [of, to] = [write(base, notation), write(exponent, notation)];
  const isShort = /^[0-9A-Za-z]$/.test(to);
  switch (notation.power) {
    case 'caret':
      return `${of}^${isAtom(exponent) ? to : `(${to})`}`;
    case 'braces':
      return `${of}^${isShort ? to : `{${to}}`}`;
    case 'raised':
      return to === '2' ? `${of}²` : to === '3' ? `${of}³` : `${of}^${isAtom(exponent) ? to : `(${to})`}`;
    case 'words':
      if (to !== '2' && to !== '3') throw new Unspeakable();
      return `${of} ${to === '2' ? 'squared' : 'cubed'}`;
    default:
      return notation.power satisfies never;
  }
}

function writeUnit(unit: string, notation: Notation): string {
  if (unit === '%') return notation.percent;
  if (unit === '°') return notation.degree;
  const [name, power] = unit.split('^');
  if (power === undefined) return `${notation.beforeUnit}${unit}`;
  if (notation.power === 'raised' && /^[23]$/.test(power))
    return `${notation.beforeUnit}${name}${power === '2' ? '²' : '³'}`;
  if (notation.spoken && /^[23]$/.test(power)) return ` ${power === '2' ? 'square' : 'cubic'} ${name}`;
  return `${notation.beforeUnit}${unit}`;
}

const isAtom = ({ kind }: Expression): boolean =>
  kind === 'number' || kind === 'name' || kind === 'measured' || kind === 'power' || kind === 'juxtaposed';

/** A command must not run into a letter: `\pi r`. */
const needsBlank = (before: string | undefined, after: string): boolean =>
  before !== undefined && /\\[A-Za-z]+$|pi$/.test(before) && /^[A-Za-z]/.test(after);

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
