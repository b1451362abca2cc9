import { unwrapped } from './careful/clean-text';
import { carefulSyntax } from './latex/syntax';
import { readAnswer } from './reading';

/** The answer found in a text, or why there is none. */
export type ExtractedAnswer =
  | {
      readonly kind: 'found';
      /** As written, without what surrounds it. */
      readonly text: string;
      /** Where it stands in the text, as [start, end) in UTF-16 code units. */
      readonly span: readonly [start: number, end: number];
      /** Whether words or a box say that this is the answer; otherwise it is only the last value there is. */
      readonly anchored: boolean;
    }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Finds the answer in a text: in answer tags, behind the answer marker, else the value behind "answer", in a box, or the last
 * one.
 *
 * Example  extractAnswer('So the answer is 12.') // { kind: 'found', text: '12', span: [17, 19], anchored: true }
 */
export function extractAnswer(text: string): ExtractedAnswer {
  const marked = markedSpan(text);
  if (marked !== null) {
    const [start, end] = marked;
    const found = unwrapped(text.slice(start, end));
    return found === ''
      ? { kind: 'none', reason: 'the answer part is empty' }
      : { kind: 'found', text: found, span: marked, anchored: true };
  }
  const reading = readAnswer(text, { latex: true, plain: true, boxedPriority: 50 }, carefulSyntax);
  if (reading.span === null) {
    const reason = reading.tooLarge ? 'what could be an answer is too large' : 'no value was found';
    return { kind: 'none', reason };
  }
  const found = unwrapped(text.slice(...reading.span));
  return { kind: 'found', text: found, span: reading.span, anchored: reading.anchored };
}

const marker = '### The final answer is:';

/** Behind the last answer marker, or in the last answer tags; null when there are neither. */
function markedSpan(text: string): readonly [number, number] | null {
  const at = text.lastIndexOf(marker);
  if (at !== -1) return trimmed(text, at + marker.length, text.length);
  const open = text.lastIndexOf('<answer>');
  if (open === -1) return null;
  const close = text.indexOf('</answer>', open);
  return trimmed(text, open + '<answer>'.length, close === -1 ? text.length : close);
}

function trimmed(text: string, from: number, to: number): readonly [number, number] {
  const inner = text.slice(from, to);
  const start = from + (inner.length - inner.trimStart().length);
  return [start, Math.max(start, from + inner.trimEnd().length)];
}
