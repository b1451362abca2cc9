import { formatDuration } from '../progress/eta';
import type { RunSummary, ShowcaseItem } from './run-summary';
import { alignedLines, scoreRows } from './score-table';

export interface FormatOptions {
  /** How this program is called. */
  readonly invocation: string;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Lines that draw the images of each showcase item. */
  readonly drawings: readonly (readonly string[])[];
}

/** The summary as a person reads it in a terminal. */
export function formatSummary(summary: RunSummary, { invocation, columns, drawings }: FormatOptions): string {
  const lines = [
    '',
    heading(`What ${summary.name} learned (seed ${summary.seed})`),
    '',
    ...scoreLines(summary),
    ...summary.showcase.flatMap((item, i) =>
      showcaseLines(item, i + 1, { drawing: drawings[i] ?? [], columns }),
    ),
    heading('Where it is'),
    '',
    ...alignedLines([
      ['checkpoint', `${summary.files.checkpoint}  (Hugging Face layout)`],
      ['learning curve', summary.files.learningCurve],
      ['report', summary.files.report],
      ['every step', summary.files.events],
      ['time', `${formatDuration(summary.durationMs)} of training and evaluation on ${summary.backend}`],
      ['memory', `${(summary.peakMemoryBytes / 2 ** 30).toFixed(1)} GB at most`],
    ]),
    '',
    heading('What to do next'),
    '',
    ...nextSteps(summary, invocation),
    '',
  ];
  return lines.join('\n');
}

/** The sentence about the change StepGRPO made; null when there is nothing to compare. */
export function improvementSentence({ improvement, evaluations }: RunSummary): string | null {
  const [first, last] = [evaluations[0], evaluations.at(-1)];
  if (improvement === null || first === undefined || last === undefined) return null;
  const [mean, low, high] = [improvement.mean, improvement.low, improvement.high].map(signedPoints);
  return `Accuracy changed by ${mean} points [${low}, ${high}] from ${first.label} to ${last.label} (paired by question).`;
}

/** What each row of the score table means. */
export const scoreLegend = [
  'StepRAR: 1 for a correct answer, and up to 0.1 for the key steps that were found (the default weights).',
  'StepRVR: 1 for a response with all parts in a sensible order. Valid format: exactly the layout of the warm-up.',
] as const;

function scoreLines(summary: RunSummary): readonly string[] {
  if (summary.evaluations.length === 0) return [];
  const improvement = improvementSentence(summary);
  return [
    `Held-out questions: ${summary.heldOut ?? ''}`,
    'Greedy answers; means with 95 % intervals.',
    '',
    ...alignedLines(scoreRows(summary.evaluations)).map((line) => `  ${line}`),
    '',
    ...(improvement === null ? [] : [improvement]),
    ...scoreLegend,
    '',
  ];
}

function showcaseLines(
  item: ShowcaseItem,
  number: number,
  { drawing, columns }: { readonly drawing: readonly string[]; readonly columns: number },
): readonly string[] {
  return [
    heading(`Held-out question ${number}`),
    '',
    ...drawing.map((line) => `  ${line}`),
    ...(drawing.length === 0 ? [] : ['']),
    `  Question   ${item.question}`,
    `  Reference  ${item.solution}`,
    `  Answer     ${item.isCorrect ? 'correct' : 'wrong'}; the whole completion:`,
    ...visibleLines(item.text, columns - 8).map((line) => `    | ${line}`),
    ...item.keySteps.map(
      ({ wanted, isMatched, evidence }) => `  ${isMatched ? '[x]' : '[ ]'} key step "${wanted}": ${evidence}`,
    ),
    '',
  ];
}

/** A completion's lines, wrapped, without blank ones and without control characters, which could move the cursor. */
function visibleLines(text: string, width: number): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\p{Cc}/gu, '·'))
    .filter((line) => line.trim() !== '')
    .flatMap((line) => line.match(new RegExp(`.{1,${Math.max(20, width)}}`, 'gu')) ?? []);
}

function nextSteps({ name, files, showcase }: RunSummary, invocation: string): readonly string[] {
  const [first] = showcase;
  const image = first?.images[0];
  const ask =
    first === undefined || image === undefined
      ? []
      : [
          [
            'ask it something',
            `${invocation} generate ${files.checkpoint} --image ${image} --question "${first.question}" -n 4`,
          ],
        ];
  return alignedLines([
    ...ask,
    ['see how sure it is', `${invocation} train ${files.config} --set seed=1 --name ${name}-seed-1`],
    ['evaluate it again', `${invocation} eval ${files.checkpoint}`],
    ['train a real model', 'configs/r1-vl-2b.toml says what it needs'],
  ]);
}

function heading(text: string): string {
  return `── ${text} ${'─'.repeat(Math.max(0, 74 - text.length))}`;
}

function signedPoints(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`;
}
