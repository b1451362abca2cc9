const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Whether `at` stands between the two halves of one code point. */
function splitsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

/**
 * Where `part` first occurs in `text` as a run of whole code points; -1 when it does not.
 * A lone surrogate never matches half of a pair, as in Python, where strings are code points.
 */
export function indexOfCodePoints(text: string, part: string): number {
  let at = text.indexOf(part);
  const clean = part === '' || (!isLow(part.charCodeAt(0)) && !isHigh(part.charCodeAt(part.length - 1)));
  if (clean) return at;
  while (at !== -1 && (splitsPair(text, at) || splitsPair(text, at + part.length))) {
    at = text.indexOf(part, at + 1);
  }
  return at;
}
