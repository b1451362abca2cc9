import type { Comparison } from '../compare/comparison';
import { carefulSyntax } from '../latex/syntax';
import { readAnswer } from '../reading';
import { sameQuantity } from './quantity';
import type { Side } from './side';

const kinds = { latex: true, plain: true, boxedPriority: 50 };

/**
 * Whether the value that a sentence gives is the reference's: the one behind "answer", in a box, or the only one there is.
 * Several values without a sign which one is meant are no answer.
 */
export function sameLastValue(gold: Side, prediction: string, how: Comparison): boolean {
  const reading = readAnswer(prediction, kinds, carefulSyntax);
  if (reading.value === null || (!reading.anchored && reading.hasRivals())) return false;
  const target = { value: reading.value, unit: null };
  return gold.quantities().some((quantity) => sameQuantity(quantity, target, how));
}
