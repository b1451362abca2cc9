import { tf } from '@stepgrpo/tensor';
import { loraA, loraB, loraScaleName } from './adapter-names';
import { dropOut, type DropoutInputs } from './dropout';

type Weights = Readonly<Record<string, tf.Tensor>>;

/** Where a program finds dropout keys among its weights. */
const prefix = 'lora.';

/** The weights with the dropout keys of a batch, so that every adapter finds them. */
export function withDropout(
  weights: Record<string, tf.Tensor>,
  { dropoutRows, dropoutColumns, dropoutThreshold }: Partial<DropoutInputs<tf.Tensor | undefined>>,
): Record<string, tf.Tensor> {
  if (dropoutRows === undefined || dropoutColumns === undefined || dropoutThreshold === undefined)
    return weights;
  return {
    ...weights,
    [`${prefix}dropoutRows`]: dropoutRows,
    [`${prefix}dropoutColumns`]: dropoutColumns,
    [`${prefix}dropoutThreshold`]: dropoutThreshold,
  };
}

/**
 * What the adapter of a linear adds to its output; undefined where it has none.
 *
 * Equation  dropout(x) A^T B^T * scale
 * Shapes    x [N, in], A [rank, in], B [out, rank] -> [N, out]
 * Source    LoRA, arXiv:2106.09685 equation 3; huggingface/peft src/peft/tuners/lora/layer.py, Linear.forward
 */
export function adapterOutput(weights: Weights, path: string, x: tf.Tensor): tf.Tensor | undefined {
  const [a, b, scale] = [weights[loraA(path)], weights[loraB(path)], weights[loraScaleName]];
  if (a === undefined || b === undefined || scale === undefined) return undefined;
  const inner = tf.matMul(dropped(weights, path, x), a, false, true);
  return tf.mul(tf.matMul(inner, b, false, true), scale);
}

function dropped(weights: Weights, path: string, x: tf.Tensor): tf.Tensor {
  const dropoutRows = weights[`${prefix}dropoutRows`];
  const dropoutColumns = weights[`${prefix}dropoutColumns`];
  const dropoutThreshold = weights[`${prefix}dropoutThreshold`];
  if (dropoutRows === undefined || dropoutColumns === undefined || dropoutThreshold === undefined) return x;
  return dropOut(x, path, { dropoutRows, dropoutColumns, dropoutThreshold });
}
