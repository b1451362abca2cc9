import { lastAnswerHeading, softHeadings } from '../soft/headings';
import type { SoftHeading } from '../soft/headings';
import type { Criterion, Span, StructureVerdict } from './reward-mode';
import { softAnswerSpan } from './soft-answer';

/**
 * Completeness and logic as in paper mode, with headings read kindly but only at line starts, something under each of
 * them (under one step at least), and steps numbered 1 to n.
 *
 * Source  specs/rewards.md 7; ours differs: an empty section is not there, since `stepgrpo audit` found headings alone paid
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
  const said = new Set(
    headings.filter(({ end }, i) => hasContent(text, end, headings[i + 1]?.start ?? text.length)),
  );
  const isSaid = (heading: SoftHeading | undefined): boolean => heading !== undefined && said.has(heading);
  const present: Criterion[] = [
    criterion('image-description', isSaid(description), spanOf(description), 'the image description'),
    criterion('rationales', isSaid(rationales), spanOf(rationales), 'the rationales'),
    criterion('steps', steps.some(isSaid), firstStep && [firstStep.start, lastStep!.end], 'a step'),
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

/** Whether a letter or a digit stands in a section: a heading with nothing under it is no part of a response. */
const hasContent = (text: string, start: number, end: number): boolean =>
  /[\p{L}\p{N}]/u.test(text.slice(start, end));

const spanOf = (heading: SoftHeading | undefined): Span | null =>
  (heading && [heading.start, heading.end]) || null;

function criterion(name: string, passed: boolean, span: Span | null | undefined, what: string): Criterion {
  const evidence = passed ? `has ${what}` : `lacks ${what}`;
  return span ? { name, passed, span, evidence } : { name, passed, evidence };
}
