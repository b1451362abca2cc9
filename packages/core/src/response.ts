/**
 * The response format of the Mulberry and R1-VL reasoning paths, read leniently enough for viewers and credit
 * assignment. The reward modes of `@stepgrpo/rewards` have exact rules of their own.
 *
 * Source  arXiv:2503.12937; jingyi0000/R1-VL src/r1-vl/src/open_r1/grpo.py (the literals)
 */
export const responseHeadings = {
  description: '### Image Description:',
  rationales: '### Rationales:',
  think: "### Let's think step by step.",
  step: (number: number): string => `### Step ${number}:`,
  answer: '### The final answer is:',
} as const;

export type SectionKind = 'description' | 'rationales' | 'think' | 'step' | 'answer' | 'other';

/** A heading at the start of a line and the text up to the next one. Spans are [start, end) in UTF-16 code units. */
export interface ResponseSection {
  readonly kind: SectionKind;
  /** The number of a step heading; null for other kinds. */
  readonly number: number | null;
  /** From the heading's first `#` to the next heading or the end. */
  readonly span: readonly [start: number, end: number];
  /** Text after the heading, trimmed. */
  readonly body: string;
  /** Where `body` stands. */
  readonly bodySpan: readonly [start: number, end: number];
}

/** A parsed completion. */
export interface ParsedResponse {
  readonly sections: readonly ResponseSection[];
  readonly steps: readonly ResponseSection[];
  /** The text of the last answer section; null when there is none or it is empty. */
  readonly answer: string | null;
}

const stepHeading = /^### Step (\d{1,9}):/;

const literalKinds: readonly (readonly [string, SectionKind])[] = [
  [responseHeadings.description, 'description'],
  [responseHeadings.rationales, 'rationales'],
  [responseHeadings.think, 'think'],
  [responseHeadings.answer, 'answer'],
];

interface Heading {
  readonly kind: SectionKind;
  readonly number: number | null;
  readonly start: number;
  readonly length: number;
}

function headingAt(line: string, start: number): Heading | null {
  if (!line.startsWith('###')) return null;
  for (const [literal, kind] of literalKinds) {
    if (line.startsWith(literal)) return { kind, number: null, start, length: literal.length };
  }
  const step = stepHeading.exec(line);
  if (step) return { kind: 'step', number: Number(step[1]), start, length: step[0].length };
  return { kind: 'other', number: null, start, length: line.length };
}

/** Cuts a text into its headed sections. Total and linear in the length of the text. */
export function parseResponse(text: string): ParsedResponse {
  const headings: Heading[] = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const heading = headingAt(text.slice(start, end), start);
    if (heading) headings.push(heading);
    start = end + 1;
  }
  const sections = headings.map((heading, i): ResponseSection => {
    const end = headings[i + 1]?.start ?? text.length;
    const bodyStart = heading.start + heading.length;
    const raw = text.slice(bodyStart, end);
    const body = raw.trim();
    const from = body === '' ? bodyStart : bodyStart + raw.indexOf(body);
    return {
      kind: heading.kind,
      number: heading.number,
      span: [heading.start, end],
      body,
      bodySpan: [from, from + body.length],
    };
  });
  const answer = sections.findLast((section) => section.kind === 'answer')?.body ?? '';
  return {
    sections,
    steps: sections.filter((section) => section.kind === 'step'),
    answer: answer === '' ? null : answer,
  };
}

/** The parts of a well-formed response. */
export interface ResponseParts {
  readonly description: string;
  readonly rationales: string;
  readonly steps: readonly string[];
  readonly answer: string;
}

/** Writes a well-formed response: headings in order, separated by blank lines, steps numbered from 1. */
export function formatResponse({ description, rationales, steps, answer }: ResponseParts): string {
  return [
    `${responseHeadings.description}\n${description}`,
    `${responseHeadings.rationales}\n${rationales}`,
    responseHeadings.think,
    ...steps.map((step, i) => `${responseHeadings.step(i + 1)}\n${step}`),
    `${responseHeadings.answer} ${answer}`,
  ].join('\n\n');
}
