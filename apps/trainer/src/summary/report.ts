import { relative } from 'node:path';
import { formatDuration } from '../progress/eta';
import { improvementSentence, scoreLegend } from './format-summary';
import type { RunSummary, ShowcaseItem } from './run-summary';
import { scoreRows } from './score-table';

/** The summary as Markdown, for `report.md` in the run's directory `root`. */
export function formatReport(summary: RunSummary, root: string): string {
  const link = (path: string): string => relative(root, path).split('\\').join('/');
  const improvement = improvementSentence(summary);
  return [
    `# What ${summary.name} learned`,
    '',
    `Seed ${summary.seed}, back end ${summary.backend}, ${formatDuration(summary.durationMs)} of training and evaluation.`,
    '',
    ...(summary.evaluations.length === 0
      ? []
      : [`Held-out questions: ${summary.heldOut ?? ''}. Greedy answers; means with 95 % intervals.`, '']),
    ...markdownTable(summary),
    ...(improvement === null ? [] : [improvement, '']),
    ...(summary.evaluations.length === 0 ? [] : [...scoreLegend, '']),
    `![Learning curve](${link(summary.files.learningCurve)})`,
    '',
    ...summary.showcase.flatMap((item, i) => showcaseSection(item, i + 1, link)),
    `The trained policy is in \`${link(summary.files.checkpoint)}\` (Hugging Face layout).`,
    '',
  ].join('\n');
}

function markdownTable({ evaluations }: RunSummary): readonly string[] {
  if (evaluations.length === 0) return [];
  const [header = [], ...rows] = scoreRows(evaluations);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line), ''];
}

function showcaseSection(
  item: ShowcaseItem,
  number: number,
  link: (path: string) => string,
): readonly string[] {
  return [
    `## Held-out question ${number}`,
    '',
    ...item.images.map((image) => `![Image of question ${number}](${link(image)})`),
    '',
    `${item.question} Reference: ${item.solution}. The answer is ${item.isCorrect ? 'correct' : 'wrong'}.`,
    '',
    ...item.text.split('\n').map((line) => `    ${line}`),
    '',
    ...item.keySteps.map(
      ({ wanted, isMatched, evidence }) => `- [${isMatched ? 'x' : ' '}] \`${wanted}\`: ${evidence}`,
    ),
    '',
  ];
}
