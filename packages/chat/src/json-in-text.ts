/** Objects that are tried before a text is given up; the first is the one meant nearly always. */
const mostCandidates = 8;

/**
 * The JSON object in what a model wrote: alone, in a code fence, or between sentences. Undefined when there is none.
 * Work is linear in the text's length for each of at most eight candidates.
 *
 * Example  jsonInText('Sure! ```json\n{"a": 1}\n```') // { a: 1 }
 */
export function jsonInText(text: string): unknown {
  let start = text.indexOf('{');
  for (let tried = 0; start !== -1 && tried < mostCandidates; tried++) {
    const end = objectEnd(text, start);
    if (end === -1) {
      start = text.indexOf('{', start + 1);
      continue;
    }
    try {
      return JSON.parse(text.slice(start, end)) as unknown;
    } catch {
      start = text.indexOf('{', end); // braces of prose: look behind them
    }
  }
  return undefined;
}

/** Index behind the brace that closes the one at `start`; -1 when nothing does. Braces in strings do not count. */
function objectEnd(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}' && --depth === 0) return at + 1;
  }
  return -1;
}
