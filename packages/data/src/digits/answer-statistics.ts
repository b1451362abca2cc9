import type { Sample } from '@stepgrpo/core';

/** How far one gets without looking at the image: always giving the most frequent answer of the kind. */
export interface AnswerStatistics {
  readonly category: string;
  readonly count: number;
  /** Different answers that occur. */
  readonly answers: number;
  /** The most frequent answer; the first in the order of the samples on a tie. */
  readonly majority: string;
  /** Its share of the samples of the category, in (0, 1]. */
  readonly share: number;
}

/** The most frequent answer of each category, in the order in which the categories first occur. */
export function answerStatistics(
  samples: Iterable<Pick<Sample, 'category' | 'solution'>>,
): AnswerStatistics[] {
  const byCategory = new Map<string, Map<string, number>>();
  for (const { category = 'none', solution } of samples) {
    const counts = byCategory.get(category) ?? new Map<string, number>();
    byCategory.set(category, counts.set(solution, (counts.get(solution) ?? 0) + 1));
  }
  return [...byCategory].map(([category, counts]) => {
    const count = [...counts.values()].reduce((sum, n) => sum + n, 0);
    const [majority, most] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    return { category, count, answers: counts.size, majority, share: most / count };
  });
}
