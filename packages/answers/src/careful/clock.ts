import { gcd } from '../numbers/rational';

/** Numbers between colons: a time of day, or a ratio. */
export interface Clock {
  readonly parts: readonly bigint[];
  /** Hours below 25 and two digits for what follows: it can be read off a clock. */
  readonly isTime: boolean;
  readonly half: 'am' | 'pm' | null;
}

/** Reads `10:45`, `3:30 p.m.` or `2 : 3 : 5`; null when a text is not of that kind. */
export function clockOf(text: string): Clock | null {
  const match = /^(\d{1,9}(?:\s*:\s*\d{1,9}){1,3})\s*(?:(a|p)\.?\s*m\.?|o'clock)?$/i.exec(text);
  if (match === null) return null;
  const written = match[1]!.split(':').map((part) => part.trim());
  const parts = written.map(BigInt);
  const half = match[2] === undefined ? null : match[2].toLowerCase() === 'a' ? 'am' : 'pm';
  const isTime =
    half !== null ||
    (parts[0]! <= 24n &&
      written.slice(1).every((part) => part.length === 2 && Number(part) < 60) &&
      parts.length <= 3);
  return { parts, isTime, half };
}

/** Times are the same digits (and half of the day, where both say it); ratios are proportional. */
export function sameClock(a: Clock, b: Clock): boolean {
  if (a.isTime && b.isTime) {
    const sameParts = a.parts.length === b.parts.length && a.parts.every((part, i) => part === b.parts[i]);
    return sameParts && (a.half === null || b.half === null || a.half === b.half);
  }
  if (a.half !== null || b.half !== null || a.parts.length !== b.parts.length) return false;
  const [first, second] = [reduced(a.parts), reduced(b.parts)];
  return first.every((part, i) => part === second[i]);
}

function reduced(parts: readonly bigint[]): readonly bigint[] {
  const divisor = parts.reduce(gcd, 0n);
  return divisor === 0n ? parts : parts.map((part) => part / divisor);
}
