import { responseHeadings } from '@stepgrpo/core';
import { isNumberedFromOne, stepHeads } from '../text/step-heads';
import { paperAnswerSpan } from './paper-answer';
import type { Criterion, Span, StructureVerdict } from './reward-mode';

/**
 * Completeness and logic as the paper asks for them, with its open details fixed by our specification.
 *
 * complete: both background headings, a step head and an answer; logical: both backgrounds start before the first step
 * head, and the last answer marker starts after the last one. `checkNumbering` also asks for steps 1 to n.
 *
 * Source  arXiv:2503.12937; specs/rewards.md 2.3
 */
export function paperStructure(
  response: unknown,
  { checkNumbering = false }: { readonly checkNumbering?: boolean } = {},
): StructureVerdict {
  const text = typeof response === 'string' ? response : '';
  const heads = stepHeads(text, 'ascii');
  const [firstHead, lastHead] = [heads[0], heads.at(-1)];
  const description = find(text, responseHeadings.description);
  const rationales = find(text, responseHeadings.rationales);
  const marker = text.lastIndexOf(responseHeadings.answer);
  const answer = paperAnswerSpan(text);
  const present: Criterion[] = [
    criterion('image-description', description !== null, description, 'the image description'),
    criterion('rationales', rationales !== null, rationales, 'the rationales'),
    criterion('steps', firstHead !== undefined, firstHead && [firstHead.start, lastHead!.end], 'a step head'),
    criterion('final-answer', answer !== null, answer, 'a final answer'),
  ];
  const before = (span: Span | null): boolean =>
    span !== null && firstHead !== undefined && span[0] < firstHead.start;
  const after = marker !== -1 && lastHead !== undefined && marker >= lastHead.end;
  const ordered: Criterion[] = [
    criterion(
      'background-first',
      before(description) && before(rationales),
      null,
      'background before the steps',
    ),
    criterion('answer-last', after, null, 'the answer after the steps'),
  ];
  if (checkNumbering) {
    const numbered = heads.length > 0 && isNumberedFromOne(heads);
    ordered.push(criterion('numbering', numbered, null, 'steps numbered from 1'));
  }
  return {
    complete: present.every(({ passed }) => passed),
    logical: ordered.every(({ passed }) => passed),
    criteria: [...present, ...ordered],
  };
}

function find(text: string, literal: string): Span | null {
  const at = text.indexOf(literal);
  return at === -1 ? null : [at, at + literal.length];
}

function criterion(name: string, passed: boolean, span: Span | null | undefined, what: string): Criterion {
  const evidence = passed ? `has ${what}` : `lacks ${what}`;
  return span ? { name, passed, span, evidence } : { name, passed, evidence };
}
