/** A text in lower case that remembers where each place came from. */
export interface LowerCased {
  readonly text: string;
  /** The index in the original of an index in `text`. */
  toOriginal(index: number): number;
}

/** The only letter whose full lower case is longer than itself (U+0130, capital I with dot). */
const dottedCapitalI = '\u0130';

/**
 * Full Unicode lower case without case folding or normalisation, as Python's `str.lower`.
 *
 * Source  Unicode SpecialCasing.txt: U+0130 is the one unconditional mapping that changes the length
 */
export function lowerCased(original: string): LowerCased {
  const text = original.toLowerCase();
  if (text.length === original.length) return { text, toOriginal: (index) => index };
  const extra: number[] = [];
  for (let at = original.indexOf(dottedCapitalI); at !== -1; at = original.indexOf(dottedCapitalI, at + 1)) {
    extra.push(at + extra.length);
  }
  return {
    text,
    toOriginal(index) {
      let low = 0;
      let high = extra.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (extra[middle]! < index) low = middle + 1;
        else high = middle;
      }
      return index - low;
    },
  };
}
