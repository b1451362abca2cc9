import { combineUnits, noUnit, unitNamed } from './unit-table';
import type { Dimension, UnitEntry } from './unit-table';
import type { Rational } from '../numbers/rational';

/** What stands behind a number: a unit that is known, or words such as "apples". */
export type Unit =
  | { readonly kind: 'known'; readonly dimension: Dimension; readonly factor: Rational }
  | { readonly kind: 'words'; readonly words: readonly string[] };

const superscripts: Readonly<Record<string, string>> = { '²': '^2', '³': '^3', '¹': '^1', '⁻': '^-' };

/** Reads `cm`, `cm^2`, `square cm`, `km/h`, `metres per second`, `apples`; null when a text is no unit. */
export function parseUnit(source: string): Unit | null {
  const text = source
    .replace(/[²³¹⁻]/g, (mark) => superscripts[mark]!)
    .replace(/\\(?:cdot|times)|[·*]/g, ' ')
    .replace(/\^\{?\\?circ(?:le)?\}?|\\degree/g, '°')
    .replace(/°\s*([CF])\b/g, '°$1')
    .replace(/\\(?:circ)/g, '°')
    .replace(/[{}$]/g, '')
    .replace(/\bper\b/g, '/')
    .trim();
  if (text === '' || text.length > 60) return null;
  return knownUnit(text) ?? wordsUnit(text);
}

function knownUnit(text: string): Unit | null {
  let total = noUnit;
  let last: UnitEntry | null = null;
  let sign = 1;
  let power = 0;
  for (const part of text.split(/(\/)|\s+/).filter((piece) => piece !== undefined && piece !== '')) {
    if (part === '/') {
      sign = -1;
      continue;
    }
    if (/^(?:square|sq\.?|cubic|cu\.?)$/i.test(part)) {
      power = /^s/i.test(part) ? 2 : 3;
      continue;
    }
    if (/^(?:squared|cubed)$/i.test(part) && last !== null) {
      total = combineUnits(total, last, sign * (/^s/i.test(part) ? 1 : 2));
      continue;
    }
    const match = /^([^\d^/]+?)(?:\^\(?(-?\d)\)?|(\d))?$/.exec(part.replace(/\.$/, ''));
    const unit = match && unitNamed(match[1]!);
    if (!match || !unit) return null;
    const exponent = Number(match[2] ?? match[3] ?? (power || 1));
    total = combineUnits(total, unit, sign * exponent);
    last = unit;
    power = 0;
  }
  if (Object.keys(total.dimension).length === 0) return null;
  return { kind: 'known', ...total };
}

/** Plain words; a plural s and articles do not count. */
function wordsUnit(text: string): Unit | null {
  if (!/^[\p{L}][\p{L}\s'-]*$/u.test(text)) return null;
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !['of', 'the', 'a', 'an'].includes(word))
    .map((word) => (word.length > 3 ? word.replace(/(?<=(?:s|x|z|ch|sh))es$|(?<!s)s$/, '') : word));
  return words.length === 0 || words.length > 4 ? null : { kind: 'words', words };
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}
