import { lastAnswerHeading, softHeadings } from '../soft/headings';
import type { SoftHeading } from '../soft/headings';
import type { Criterion, Span, StructureVerdict } from './reward-mode';
import { softAnswerSpan } from './soft-answer';

/**
 * Completeness and logic as in paper mode, with headings read kindly but only at line starts, and steps numbered 1 to n.
 *
 * Source  specs/rewards.md 7
 */
export function softStructure(
  response: unknown,
  { checkNumbering = true }: { readonly checkNumbering?: boolean } = {},
): StructureVerdict {
  const text = typeof response === 'string' ? response : '';
  const headings = softHeadings(text);
  const steps = headings.filter(({ kind }) => kind === 'step');
  const [firstStep, lastStep] = [steps[0], steps.at(-1)];
  const description = headings.find(({ kind }) => kind === 'description');
  const rationales = headings.find(({ kind }) => kind === 'rationales');
  const marker = lastAnswerHeading(headings);
  const answer = softAnswerSpan(text);
  const present: Criterion[] = [
    criterion('image-description', description !== undefined, spanOf(description), 'the image description'),
    criterion('rationales', rationales !== undefined, spanOf(rationales), 'the rationales'),
    criterion('steps', firstStep !== undefined, firstStep && [firstStep.start, lastStep!.end], 'a step'),
    criterion('final-answer', answer !== null, answer, 'a final answer'),
  ];
  const isBefore = (heading: SoftHeading | undefined): boolean =>
    heading !== undefined && firstStep !== undefined && heading.start < firstStep.start;
  const background = isBefore(description) && isBefore(rationales);
  const isLast = marker !== undefined && lastStep !== undefined && marker.start >= lastStep.end;
  const ordered: Criterion[] = [
    criterion('background-first', background, null, 'background before the steps'),
    criterion('answer-last', isLast, null, 'the answer after the steps'),
  ];
  if (checkNumbering) {
    const numbered = steps.length > 0 && steps.every(({ digits }, i) => digits === String(i + 1));
    ordered.push(criterion('numbering', numbered, null, 'steps numbered from 1'));
  }
  return {
    complete: present.every(({ passed }) => passed),
    logical: ordered.every(({ passed }) => passed),
    criteria: [...present, ...ordered],
  };
}

const spanOf = (heading: SoftHeading | undefined): Span | null =>
  (heading && [heading.start, heading.end]) || null;

function criterion(name: string, passed: boolean, span: Span | null | undefined, what: string): Criterion {
  const evidence = passed ? `has ${what}` : `lacks ${what}`;
  return span ? { name, passed, span, evidence } : { name, passed, evidence };
}
