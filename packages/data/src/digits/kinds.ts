import { defineRegistry } from '@stepgrpo/core';
import { descending, leftToRight } from './kinds/arrangements';
import { countAbove, countEven, countOdd } from './kinds/counts';
import { endsProduct, endsSum } from './kinds/ends';
import { difference, extremesSum, largest, secondLargest } from './kinds/extremes';
import { pairTimesLast, sum, sumEven, sumOdd } from './kinds/totals';

/** Every kind of question of the digits task, by name: one line a kind. */
export const digitsKinds = defineRegistry('kind of digits question', {
  sum,
  'sum-even': sumEven,
  'sum-odd': sumOdd,
  'pair-times-last': pairTimesLast,
  largest,
  'second-largest': secondLargest,
  difference,
  'extremes-sum': extremesSum,
  'count-even': countEven,
  'count-odd': countOdd,
  'count-above': countAbove,
  'ends-product': endsProduct,
  'ends-sum': endsSum,
  'left-to-right': leftToRight,
  descending,
});
