import { equivalent, pythonStripSpan } from '@stepgrpo/answers';
import { lastAnswerHeading, softHeadings } from '../soft/headings';
import { paperGold } from './paper-answer';
import type { AnswerVerdict, Span } from './reward-mode';

/** A line that is a heading ends the answer. */
const headingLine = /^[ \t]{0,8}(?:\*\*|__)?#{2,6}/;

/**
 * Where the answer stands: behind the last answer heading, up to the next line that is a heading, without white space and
 * bold marks around it; null when nothing is left.
 */
export function softAnswerSpan(text: string): Span | null {
  const heading = lastAnswerHeading(softHeadings(text));
  if (heading === undefined) return null;
  let end = text.length;
  for (
    let newline = text.indexOf('\n', heading.end);
    newline !== -1;
    newline = text.indexOf('\n', newline + 1)
  ) {
    if (headingLine.test(text.slice(newline + 1, newline + 24))) {
      end = newline;
      break;
    }
  }
  const [from, to] = pythonStripSpan(text, heading.end, end);
  return /[^\s*_#]/.test(text.slice(from, to)) ? [from, to] : null;
}

/**
 * Whether the last answer agrees with the reference, as a careful person would judge. Nothing outside the answer counts.
 *
 * Source  specs/rewards.md 7
 */
export function softAnswer(response: unknown, solution: unknown): AnswerVerdict {
  const text = typeof response === 'string' ? response : '';
  const span = softAnswerSpan(text);
  if (span === null) return { answer: null, correct: false, evidence: 'no answer was given' };
  const answer = text.slice(...span);
  const gold = typeof solution === 'string' ? softGold(solution) : '';
  if (gold === '') return { answer, span, correct: false, evidence: 'the reference answer is empty' };
  const agrees = (reference: string): boolean => equivalent(reference, answer, { trusted: 'gold' });
  const correct = agrees(gold) || (gold.includes('\n') && agrees(firstLine(gold)));
  return {
    answer,
    span,
    correct,
    evidence: correct ? 'equal to the reference' : 'not equal to the reference',
  };
}

/** A reference of several lines gives its answer on the first and explains it on the others. */
const firstLine = (text: string): string => text.slice(0, text.indexOf('\n')).trim();

/** The reference answer: a whole solution's last answer, or as in paper mode. */
export function softGold(solution: string): string {
  const span = softAnswerSpan(solution);
  return span === null ? paperGold(solution) : solution.slice(...span);
}
