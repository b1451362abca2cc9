import { equivalent, pythonStrip, pythonStripSpan } from '@stepgrpo/answers';
import { responseHeadings } from '@stepgrpo/core';
import type { AnswerVerdict, Span } from './reward-mode';

/**
 * Where the answer stands: after the last marker, up to the first line that starts (after blanks or tabs) with `###`,
 * stripped; null when nothing is left.
 *
 * Source  specs/rewards.md 4.3
 */
export function paperAnswerSpan(text: string): Span | null {
  const marker = text.lastIndexOf(responseHeadings.answer);
  if (marker === -1) return null;
  const [start, end] = pythonStripSpan(text, marker + responseHeadings.answer.length);
  const [from, to] = pythonStripSpan(text, start, headingLineAt(text, start, end));
  return from === to ? null : [from, to];
}

/** The start of the first line within [start, end) that is a heading of three or more `#`; `end` when there is none. */
function headingLineAt(text: string, start: number, end: number): number {
  for (let line = start; line < end;) {
    let at = line;
    while (text[at] === ' ' || text[at] === '\t') at++;
    if (at < end && text.startsWith('###', at)) return line;
    const newline = text.indexOf('\n', at);
    if (newline === -1 || newline >= end) return end;
    line = newline + 1;
  }
  return end;
}

/** The reference answer: after the solution's last marker, or in its first answer tags, or all of it; stripped. */
export function paperGold(solution: string): string {
  const marker = solution.lastIndexOf(responseHeadings.answer);
  if (marker !== -1) return pythonStrip(solution.slice(marker + responseHeadings.answer.length));
  const open = solution.indexOf('<answer>');
  const close = open === -1 ? -1 : solution.indexOf('</answer>', open);
  return pythonStrip(close === -1 ? solution : solution.slice(open + '<answer>'.length, close));
}

function firstLine(text: string): string {
  const newline = text.indexOf('\n');
  return pythonStrip(newline === -1 ? text : text.slice(0, newline));
}

/**
 * Whether the answer agrees with the reference: the same first line, or symbolically equal with the reference as gold.
 *
 * Source  arXiv:2503.12937; specs/rewards.md 4.3
 */
export function paperAnswer(response: unknown, solution: unknown): AnswerVerdict {
  const text = typeof response === 'string' ? response : '';
  const span = paperAnswerSpan(text);
  if (span === null) return { answer: null, correct: false, evidence: 'no answer was given' };
  const answer = text.slice(...span);
  const gold = typeof solution === 'string' ? paperGold(solution) : '';
  if (gold === '') return { answer, span, correct: false, evidence: 'the reference answer is empty' };
  if (firstLine(gold) === firstLine(answer)) {
    return { answer, span, correct: true, evidence: 'the same first line' };
  }
  const correct = equivalent(gold, answer, { flavour: 'mathverify', trusted: 'gold' });
  return { answer, span, correct, evidence: correct ? 'symbolically equal' : 'not equal to the reference' };
}
