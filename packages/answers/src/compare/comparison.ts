import type { WorkBudget } from '../numbers/too-large';

/** How values are compared. */
export interface Comparison {
  /** True compares as Math-Verify does, false as a careful person does. */
  readonly faithful: boolean;
  /** Decimals that both sides are rounded to where one of them may be a rounded number. */
  readonly rounding: number;
  /** Whether a set as reference may equal a relation, too. Math-Verify allows the other direction only. */
  readonly setEqualsRelation: boolean;
  /** Whether names of symbols matter; when they do not, they are matched in order. */
  readonly strictNames: boolean;
  readonly budget: WorkBudget;
}
