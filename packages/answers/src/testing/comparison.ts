import type { Comparison } from '../compare/comparison';
import { carefulSyntax, faithfulSyntax } from '../latex/syntax';
import { workBudget } from '../numbers/too-large';
import { parseLatex } from '../reading';

/** The settings of Math-Verify where `faithful`, else those of a careful person, with a full work budget. */
export const comparisonOf = (faithful: boolean): Comparison => ({
  faithful,
  rounding: 6,
  setEqualsRelation: !faithful,
  strictNames: true,
  budget: workBudget(),
});

/** What a piece of LaTeX says, as Math-Verify reads it where `faithful`. */
export const readLatex = (latex: string, faithful = false) =>
  parseLatex(latex, faithful ? faithfulSyntax : carefulSyntax, workBudget());
