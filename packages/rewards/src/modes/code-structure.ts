import { responseHeadings } from '@stepgrpo/core';
import { RewardModeError } from '../reward-mode-error';
import { pythonStripSpan } from '@stepgrpo/answers';
import { isNumberedFromOne, stepHeads } from '../text/step-heads';
import type { StepHead } from '../text/step-heads';
import { pythonTypeName } from './python-values';
import type { Criterion, StructureVerdict } from './reward-mode';

/** CPython's default limit on converting a string of digits to an integer. */
const maxIntegerDigits = 4300;

const requiredLiterals: readonly (readonly [name: string, literal: string])[] = [
  ['image-description', responseHeadings.description],
  ['rationales', responseHeadings.rationales],
  ['first-step', responseHeadings.step(1)],
  ['final-answer', responseHeadings.answer],
];

/**
 * Whether the four required literals occur anywhere in the response.
 *
 * Source  specs/rewards.md 2.1; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py
 * Throws  RewardModeError (TypeError) when the response is neither text nor a list; a list is incomplete
 */
export function codeCompleteness(response: unknown): boolean {
  return literalCriteria(response).every((criterion) => criterion.passed);
}

function literalCriteria(response: unknown): Criterion[] {
  if (Array.isArray(response)) {
    return requiredLiterals.map(([name, literal]) => {
      const passed = response.includes(literal);
      return { name, passed, evidence: `the list ${passed ? 'has' : 'lacks'} "${literal}"` };
    });
  }
  const text = requireText(response, 'is not a container');
  return requiredLiterals.map(([name, literal]) => {
    const at = text.indexOf(literal);
    if (at === -1) return { name, passed: false, evidence: `"${literal}" is missing` };
    return { name, passed: true, span: [at, at + literal.length], evidence: `"${literal}" is present` };
  });
}

/**
 * Whether the first answer marker stands after all step heads (not asked when the text ends with the marker)
 * and the heads are numbered 1 to n.
 *
 * Source  specs/rewards.md 2.2; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py
 * Throws  RewardModeError: AttributeError when the response is not text; ValueError when there is a marker but no
 *         step head, or a step number of more than 4300 digits
 */
export function codeLogic(response: unknown): boolean {
  return logicCriteria(response).every((criterion) => criterion.passed);
}

function logicCriteria(response: unknown): Criterion[] {
  if (typeof response !== 'string') {
    throw new RewardModeError(
      'AttributeError',
      `'${pythonTypeName(response)}' object has no attribute 'strip'`,
      'pass the response as text.',
    );
  }
  const heads = stepHeads(response, 'unicode');
  const order = answerOrder(response, heads);
  if (!order.passed) return [order];
  return [order, numbering(heads)];
}

function answerOrder(text: string, heads: readonly StepHead[]): Criterion {
  const marker = responseHeadings.answer;
  const name = 'answer-after-steps';
  if (text.slice(...pythonStripSpan(text)).endsWith(marker)) {
    return {
      name,
      passed: true,
      evidence: 'the text ends with the answer marker, so its place is not checked',
    };
  }
  const first = text.indexOf(marker);
  if (first === -1) return { name, passed: false, evidence: 'there is no answer marker' };
  const last = heads.at(-1);
  if (last === undefined) {
    throw new RewardModeError(
      'ValueError',
      'maximum of an empty sequence: there is an answer marker but no "### Step n:"',
      'check completeness first, as the validity reward does.',
    );
  }
  const passed = first >= last.end;
  const span = [first, first + marker.length] as const;
  const place = passed ? 'after' : 'before';
  return { name, passed, span, evidence: `the first answer marker stands ${place} the last step head` };
}

function numbering(heads: readonly StepHead[]): Criterion {
  const name = 'numbering';
  const tooLong = heads.find((head) => head.digits.length > maxIntegerDigits);
  if (tooLong !== undefined) {
    throw new RewardModeError(
      'ValueError',
      `a step number has ${tooLong.digits.length} digits, the limit is ${maxIntegerDigits}`,
      'treat the response as invalid.',
    );
  }
  if (heads.length === 0) return { name, passed: false, evidence: 'there is no step head' };
  const passed = isNumberedFromOne(heads);
  const span = [heads[0]!.start, heads.at(-1)!.end] as const;
  return { name, passed, span, evidence: passed ? `steps 1 to ${heads.length}` : 'steps are not 1, 2, …, n' };
}

/** The validity reward's two questions, in its order: logic is not looked at when the response is incomplete. */
export function codeStructure(response: unknown): StructureVerdict {
  const literals = literalCriteria(response);
  const complete = literals.every((criterion) => criterion.passed);
  const order = complete ? logicCriteria(response) : [];
  return {
    complete,
    logical: complete && order.every((criterion) => criterion.passed),
    criteria: [...literals, ...order],
  };
}

function requireText(value: unknown, complaint: string): string {
  if (typeof value === 'string') return value;
  throw new RewardModeError(
    'TypeError',
    `a response of type '${pythonTypeName(value)}' ${complaint}`,
    'pass the response as text.',
  );
}
