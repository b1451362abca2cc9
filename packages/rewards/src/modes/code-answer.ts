import { equivalent, pythonStripSpan, skipPythonSpace } from '@stepgrpo/answers';
import { responseHeadings } from '@stepgrpo/core';
import { RewardModeError } from '../reward-mode-error';
import { pythonTypeName } from './python-values';
import type { AnswerVerdict, Span } from './reward-mode';

/** The line the string rule compares: the first line after the first marker, or the whole text, stripped. */
export function stringRuleSpan(text: string): Span {
  const marker = text.indexOf(responseHeadings.answer);
  if (marker === -1) return pythonStripSpan(text);
  const start = skipPythonSpace(text, marker + responseHeadings.answer.length);
  const newline = text.indexOf('\n', start);
  return pythonStripSpan(text, start, newline === -1 ? text.length : newline);
}

/**
 * Whether the string rule holds: exact, case-sensitive equality; a solution that is not text is unequal.
 *
 * Throws  RewardModeError (TypeError) when the response is not text; the accuracy reward swallows it
 */
export function codeStringMatch(response: unknown, solution: unknown): boolean {
  if (typeof response !== 'string') {
    const type = pythonTypeName(response);
    throw new RewardModeError('TypeError', `expected a string, got '${type}'`, 'pass the response as text.');
  }
  if (typeof solution !== 'string') return false;
  return response.slice(...stringRuleSpan(response)) === solution.slice(...stringRuleSpan(solution));
}

/**
 * Whether the published code takes the response for right: symbolic equality of the whole texts with the *response* as
 * gold, or the string rule.
 *
 * Source  specs/rewards.md 4.1; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py
 */
export function codeAnswer(response: unknown, solution: unknown): AnswerVerdict {
  if (typeof response !== 'string' || typeof solution !== 'string') {
    return { answer: null, correct: false, evidence: 'the response or the solution is not text' };
  }
  const span = stringRuleSpan(response);
  const answer = response.slice(...span);
  if (equivalent(response, solution, { flavour: 'mathverify', trusted: 'prediction' })) {
    return { answer, span, correct: true, evidence: 'symbolically equal, somewhere in the response' };
  }
  const correct = codeStringMatch(response, solution);
  return {
    answer,
    span,
    correct,
    evidence: correct ? 'the same text' : 'neither symbolically nor textually equal',
  };
}
