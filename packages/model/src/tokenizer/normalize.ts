/** Combining marks after which a run is normalised in parts; sorting one endless run would take quadratic time. */
const longestMarkRun = 1024;

/**
 * Unicode NFC in linear time: a run of more than 1,024 combining marks, which no language writes, is cut into parts.
 *
 * Source  Unicode Standard Annex 15
 */
export function normalizeNfc(text: string): string {
  if (isAscii(text)) return text;
  let hasLongRun = false;
  for (const run of text.matchAll(/\p{M}+/gu)) hasLongRun ||= run[0].length > longestMarkRun;
  if (!hasLongRun) return text.normalize('NFC');
  const parts = text.match(/\P{M}+\p{M}{0,1024}|\p{M}{1,1024}/gu) ?? [];
  return parts.map((part) => part.normalize('NFC')).join('');
}

/** Where the units of a normalised text come from in the original. */
export interface NfcAlignment {
  readonly text: string;
  /** Per UTF-16 unit of `text`: the [start, end) of its source; null where nothing changed. */
  readonly sources: readonly (readonly [start: number, end: number])[] | null;
}

/** A character and what may compose with it: marks, and the vowels and final consonants of Hangul. */
const clusters = /[^][\p{M}\u1160-\u11ff]*/gu;

/** Normalises a text and says which stretch of the original each unit of the result stands for. */
export function alignNfc(original: string): NfcAlignment {
  const text = normalizeNfc(original);
  if (text === original) return { text, sources: null };
  const sources: (readonly [number, number])[] = [];
  for (const { 0: cluster, index } of original.matchAll(clusters)) {
    const normalized = normalizeNfc(cluster);
    if (!text.startsWith(normalized, sources.length)) break;
    const unchanged = normalized === cluster;
    for (let i = 0; i < normalized.length; i++) {
      sources.push(unchanged ? [index + i, index + i + 1] : [index, index + cluster.length]);
    }
  }
  const whole = [0, original.length] as const;
  const isAligned = sources.length === text.length;
  return { text, sources: isAligned ? sources : Array.from({ length: text.length }, () => whole) };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}
