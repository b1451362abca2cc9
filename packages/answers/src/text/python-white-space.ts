/**
 * White space as Python's `str.strip` and `\s` see it: JavaScript's, plus U+001C..U+001F and U+0085, minus U+FEFF.
 *
 * Source  CPython `_PyUnicode_IsWhitespace`: bidirectional class WS, B or S, or category Zs
 */
export function isPythonSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

/** The first index from `start` that is not white space; `end` when there is none. */
export function skipPythonSpace(text: string, start: number, end = text.length): number {
  let at = start;
  while (at < end && isPythonSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The span of `text` within [start, end) that is left after stripping both ends; empty at `start` when all is white. */
export function pythonStripSpan(
  text: string,
  start = 0,
  end = text.length,
): readonly [start: number, end: number] {
  const from = skipPythonSpace(text, start, end);
  let to = end;
  while (to > from && isPythonSpace(text.charCodeAt(to - 1))) to--;
  return [from, to];
}

/** Python's `text.strip()`. */
export function pythonStrip(text: string): string {
  return text.slice(...pythonStripSpan(text));
}
