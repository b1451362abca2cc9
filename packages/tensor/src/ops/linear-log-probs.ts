import { tf } from '../tf';
import { chosenLogProbs, logProbsAndGradient } from './chosen-log-probs';
import { withGradient } from './fused-kernel';

/** Most numbers of logits that exist at once: 64 MB of them. */
const MOST_LOGITS = 2 ** 24;

/**
 * `chosenLogProbs` of a linear layer, without ever holding the logits of all lines where they are many.
 *
 * Below a bound it is the plain composition. Above, lines go in chunks, whose logits are computed a second time in the backward
 * pass: one more product of the head, for memory that grows with a chunk and not with the batch.
 *
 * Equation  y[n] = log softmax(x[n] W^T)[ids[n]]
 * Shapes    x [N, D], kernel W [V, D], ids int32 [N] -> [N] nats, at most 0
 */
export function linearLogProbs(
  x: tf.Tensor,
  kernel: tf.Tensor,
  ids: tf.Tensor,
  { mostLogits = MOST_LOGITS }: { readonly mostLogits?: number } = {},
): tf.Tensor {
  const [lines = 0] = x.shape;
  const [classes = 1] = kernel.shape;
  if (lines * classes <= mostLogits) return chosenLogProbs(tf.matMul(x, kernel, false, true), ids);
  const size = Math.max(1, Math.floor(mostLogits / classes));
  const starts = Array.from({ length: Math.ceil(lines / size) }, (_, i) => i * size);
  const part = <T extends tf.Tensor>(tensor: T, start: number): T => {
    const [first = 0, ...inner] = tensor.shape;
    const begin = [start, ...inner.map(() => 0)];
    return tf.slice(tensor, begin, [Math.min(size, first - start), ...inner]);
  };
  return withGradient(
    [x, kernel] as const,
    (save) => {
      save([x, kernel, ids]);
      const chosen: tf.Tensor[] = [];
      for (const start of starts) {
        const own = after(part(x, start), chosen.at(-1));
        chosen.push(chosenLogProbs(tf.matMul(own, kernel, false, true), part(ids, start)));
      }
      return tf.concat(chosen);
    },
    (dy, saved) => {
      const [input, weight, classIds] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const dx: tf.Tensor[] = [];
      let dWeight: tf.Tensor | undefined;
      for (const start of starts) {
        const own = after(after(part(input, start), dWeight), dx.at(-1));
        const logits = tf.matMul(own, weight, false, true);
        const { gradient } = logProbsAndGradient(logits, part(classIds, start), part(dy, start));
        dx.push(tf.matMul(gradient, weight));
        const added = tf.matMul(gradient, own, true, false);
        dWeight = dWeight === undefined ? added : tf.add(dWeight, added);
      }
      return [tf.concat(dx), dWeight ?? tf.zerosLike(weight)];
    },
  );
}

/**
 * The same numbers, but not before `previous` is there. A graph alone lets ONNX Runtime begin every chunk before it ends one,
 * and hold them all: gradients of 1,024 lines and 151,936 classes of width 128 peaked at 4.5 GB in chunks without this,
 * 1.3 GB with it, and 2.2 GB at once.
 */
function after(tensor: tf.Tensor, previous: tf.Tensor | undefined): tf.Tensor {
  if (previous === undefined) return tensor;
  const one = tf.slice(tf.reshape(previous, [previous.size]), [0], [1]);
  return tf.add(tensor, tf.mul(one, 0));
}
