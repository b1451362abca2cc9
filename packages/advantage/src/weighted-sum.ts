import { ShapeError } from '@stepgrpo/core';

/**
 * One reward from several rules: what is missing is skipped, and a completion no rule could score stays missing.
 *
 * Equation  s = sum over k of w[k] * r[k], skipping products that are NaN; NaN when every r[k] is NaN
 * Shapes    terms [F] reward points, weights [F] (default all 1) -> one number, reward points
 * Source    huggingface/trl trl/trainer/grpo_trainer.py (reward_weights; None is NaN)
 * Throws    ShapeError when there is not one weight per rule
 */
export function weightedSum(terms: readonly number[], weights?: readonly number[]): number {
  if (weights !== undefined && weights.length !== terms.length)
    throw new ShapeError(
      `There are ${weights.length} weight(s) for ${terms.length} reward rule(s).`,
      'give one weight per rule.',
    );
  if (terms.every(Number.isNaN)) return Number.NaN;
  return terms.reduce((total, term, k) => {
    const product = (weights?.[k] ?? 1) * term;
    return Number.isNaN(product) ? total : total + product;
  }, 0);
}
