import type { KeyStep, Sample } from '@stepgrpo/core';

const probe = (id: string, solution: string, keySteps: readonly KeyStep[]): Sample => ({
  id: `probe-${id}`,
  question: '',
  images: [],
  solution,
  keySteps,
});

/** Samples of the kinds that attacks need, for data sets that have none of them. */
export const probeSamples: readonly Sample[] = [
  probe('small-number', '3', [['one more than two', '2 + 1 = 3'], ['triangle'], ['3']]),
  probe('number', '14', [['23 - 9 = 14', '14 books'], ['difference'], ['x = 35']]),
  probe('power', '102', [['100 + 2 = 102'], ['50 + 52']]),
  probe('decimal', '2.5', [['5 / 2 = 2.5'], ['half of five']]),
  probe('text', 'Paris', [['capital of France'], ['Eiffel tower']]),
  probe('choice', 'C', [['the green leaf'], ['chloroplast']]),
  probe('choice-with-value', '(C) 48', [['6 * 8 = 48']]),
  probe('time', '10:40', [['the long hand is at 8']]),
  probe('ratio', '2:3', [['4 to 6 is 2 to 3']]),
  probe('equation', '$2x+z=1$', [['slope is -2']]),
  probe('quantity', '5 cm', [['3, 4, 5 triangle']]),
];
