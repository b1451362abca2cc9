import type { BoxMode } from './normalize-latex';

/** How many boxes are opened at most; the last ones count. */
const maxBoxes = 64;

interface Box {
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/** Where the brace opened at `open` closes, before `limit`; -1 when it does not. */
function closingBrace(text: string, open: number, limit: number): number {
  let depth = 0;
  for (let at = open; at < limit; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

/**
 * What the `\boxed{…}` and `\fbox{…}` of a text hold, joined by commas; the text itself when it has none. An unclosed last
 * box holds the rest. In mode `last`, boxes before the last count only when they stand close to the next one.
 *
 * Source  specs/rewards.md 5.2; behaviour of latex2sympy2_extended 1.10.2 math_normalization.py
 */
export function boxedContents(text: string, mode: BoxMode): string {
  const contents: string[] = [];
  let next: Box | null = null;
  let limit = text.length;
  const commands = [...text.matchAll(/\\boxed|\\fbox/g)].slice(-maxBoxes).reverse();
  for (const command of commands) {
    const box = boxAt(text, command.index, command[0].length, limit);
    if (box === null) break;
    if (box.end === -1) {
      if (contents.length === 0) contents.push(box.content);
      break;
    }
    if (mode === 'last' && next !== null && !belongTogether(text, box, next)) break;
    if (contents.at(-1) !== box.content) contents.push(box.content);
    next = box;
    limit = box.start;
  }
  return contents.length === 0 ? text : contents.reverse().join(',');
}

/** The box whose command is at `start`; `end` is -1 when it does not close or has no brace. */
function boxAt(text: string, start: number, commandLength: number, limit: number): Box | null {
  let open = start + commandLength;
  while (open < limit && /\s/.test(text[open]!)) open++;
  if (open >= limit) return null;
  if (text[open] !== '{') return { start, end: -1, content: text.slice(open) };
  const close = closingBrace(text, open, limit);
  if (close === -1) return { start, end: -1, content: text.slice(open) };
  return { start, end: close, content: text.slice(open + 1, close).trim() };
}

function belongTogether(text: string, box: Box, next: Box): boolean {
  const between = text.slice(box.end + 1, next.start);
  if (between.length < 10) return true;
  return next.content !== box.content && between.length < 70 && /\b(?:and|or)\b|[,;]/.test(between);
}
