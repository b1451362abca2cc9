import { boxedContents } from '../latex/boxed';

/** Phrases that announce an answer and say nothing themselves. */
const announcements =
  /^(?:(?:so|thus|hence|therefore)[,:]?\s+)?(?:(?:the|my|our)\s+)?(?:(?:final|correct|right)\s+)?(?:answer|option|choice|result)(?:\s+(?:is|would be|must be|option|choice|letter))*\s*[:=]?\s+/i;

const quotes = new Set('"\'`“”‘’');

/** Drops what surrounds an answer and is no part of it: tags, boxes, bold, quotes, an announcement, a full stop. */
export function unwrapped(source: string): string {
  let text = source.normalize('NFC').trim();
  for (let round = 0; round < 4; round++) {
    const before = text;
    text = withoutTags(text);
    text = wholeBox(text) ?? text;
    text = text.replace(/^\*\*([^*]*)\*\*[.!]?$/, '$1').replace(/^__([^_]*)__$/, '$1');
    text = withoutOuterQuotes(text).trim();
    if (text.length < 400) text = text.replace(announcements, '');
    if (/[^.…]\.$/.test(text) || /[!?。]$/.test(text)) text = withoutFinalMark(text);
    text = text.replace(/[,;:]$/, '').trim();
    if (text === before) return text;
  }
  return text;
}

/** Drops the quotes at both ends when there are some at both. By hand: as a pattern, a run of quotes costs its cube. */
function withoutOuterQuotes(text: string): string {
  const isQuote = (char: string): boolean => quotes.has(char);
  const isBoth = text.length > 1 && isQuote(text[0]!) && isQuote(text.at(-1)!);
  return isBoth ? trimmed(text, isQuote) : text;
}

/** A text without the characters at its ends that are to go. */
function trimmed(text: string, isOuter: (char: string) => boolean): string {
  let [start, end] = [0, text.length];
  while (start < end && isOuter(text[start]!)) start++;
  while (end > start && isOuter(text[end - 1]!)) end--;
  return text.slice(start, end);
}

const isMark = (char: string): boolean => /[\s"'`.,;:!?]/.test(char);

/** A question mark or full stop at the end; an exclamation mark behind a number is a factorial. */
function withoutFinalMark(text: string): string {
  return /[\d)}]!$/.test(text) ? text : text.slice(0, -1).trimEnd();
}

function withoutTags(text: string): string {
  const open = text.lastIndexOf('<answer>');
  if (open !== -1) {
    const close = text.indexOf('</answer>', open);
    return text.slice(open + '<answer>'.length, close === -1 ? text.length : close).trim();
  }
  return text.replace(/<\/(?:think|answer)>$/, '').trim();
}

/** What the boxes hold when a text is nothing but boxes, dollar signs and words between them; null otherwise. */
function wholeBox(text: string): string | null {
  if (!/\\f?box(?:ed)?\b/.test(text)) return null;
  const start = text.search(/\\(?:boxed|fbox)/);
  const head = text.slice(0, start);
  if (/[^\s$\\([]/.test(head)) return null;
  const contents = boxedContents(text, 'last');
  const unclosed = contents.startsWith('{') ? contents.slice(1) : contents;
  const tail = text.slice(text.lastIndexOf('}') + 1);
  const isBehind = contents === unclosed && /[^\s$\\)\].%a-zA-Z]/.test(tail);
  return isBehind ? null : unclosed.trim();
}

/** One line of text for comparison by letters: no math marks, no text commands, single blanks. */
export function plainLine(source: string): string {
  return source
    .replace(/\\(?:text|textbf|textit|textrm|mathrm|mathbf|mbox|operatorname)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\[,;:! ]|~/g, ' ')
    .replace(/\$|\\\(|\\\)|\\\[|\\\]/g, '')
    .replace(/[−–—]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Drops brackets that hold all of a text, and marks at its ends. */
export function withoutOuterMarks(source: string): string {
  let text = source;
  for (let round = 0; round < 3; round++) {
    const inner = /^[([{]\s*([^()[\]{}]*?)\s*[)\]}]$/.exec(text)?.[1] ?? text;
    const next = trimmed(inner, isMark);
    if (next === text) return text;
    text = next;
  }
  return text;
}

/** Whether a text is set as mathematics as a whole. */
export function isMathMode(source: string): boolean {
  const text = source.trim();
  return /^\$[^$]*\$$|^\\\([^]*\\\)$|^\\\[[^]*\\\]$|^\$\$[^]*\$\$$/.test(text) && !text.includes('\\text');
}
