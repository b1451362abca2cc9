import { tf } from '../tf';
import { withGradient } from './fused-kernel';

/**
 * Log-probability, in nats, of one chosen class in each line, from the line before the output head. The logits of all classes
 * never exist at once: classes are taken some at a time, forward and backward.
 *
 * Equation  y[n] = h[n] w[ids[n]] - logsumexp_v(h[n] w[v])
 *           dh = dy (w[ids] - sum_v p_v w[v]), dw[v] = sum_n dy[n] (1{v = ids[n]} - p_v[n]) h[n], p = softmax
 * Shapes    hidden [N, D], head [V, D], ids int32 [N] in [0, V) -> [N] nats, at most 0
 */
export function headLogProbs(
  hidden: tf.Tensor,
  head: tf.Tensor,
  { ids, classesAtOnce }: { readonly ids: tf.Tensor; readonly classesAtOnce?: number },
): tf.Tensor {
  const [classes = 0, width = 0] = head.shape;
  const [lines = 0] = hidden.shape;
  const step = classesAtOnce ?? Math.max(1, Math.floor(NUMBERS_AT_ONCE / Math.max(lines, width)));
  const starts = Array.from({ length: Math.ceil(classes / step) }, (_, i) => i * step);
  const partOf = (w: tf.Tensor, start: number): tf.Tensor =>
    tf.slice(w, [start, 0], [Math.min(step, classes - start), width]);
  return withGradient(
    [hidden, head] as const,
    (save) => {
      const normalizer = logSumExpOf(starts.map((start) => () => logits(hidden, partOf(head, start))));
      const chosen = tf.sum(tf.mul(hidden, tf.gather(head, ids as tf.Tensor1D)), 1);
      save([hidden, head, ids, normalizer]);
      return tf.sub(chosen, normalizer);
    },
    (dy, saved) => {
      const [h, w, chosenIds, normalizer] = saved as [tf.Tensor, tf.Tensor, tf.Tensor1D, tf.Tensor];
      const column = tf.expandDims(dy, 1);
      let dh: tf.Tensor = tf.mul(column, tf.gather(w, chosenIds));
      const dw: tf.Tensor[] = [];
      for (const start of starts) {
        const part = partOf(w, start);
        const shares = tf.exp(tf.sub(logits(h, part), tf.expandDims(normalizer, 1)));
        const weighted = tf.mul(shares, column);
        dh = tf.sub(dh, tf.matMul(weighted, part));
        dw.push(tf.matMul(weighted, h, true, false));
      }
      const toChosen = tf.unsortedSegmentSum(tf.mul(column, h), chosenIds, classes);
      return [dh, tf.sub(toChosen, tf.concat(dw, 0))];
    },
  );
}

/** Most logits, or numbers of the head, at once: 16 MB. */
const NUMBERS_AT_ONCE = 2 ** 22;

const logits = (hidden: tf.Tensor, part: tf.Tensor): tf.Tensor => tf.matMul(hidden, part, false, true);

/** log sum exp over parts [N, v] that are made one after the other; [N] */
function logSumExpOf(parts: readonly (() => tf.Tensor)[]): tf.Tensor {
  const highest: tf.Tensor[] = [];
  const sums: tf.Tensor[] = [];
  for (const part of parts) {
    const x = part();
    const top = tf.max(x, 1);
    highest.push(top);
    sums.push(tf.sum(tf.exp(tf.sub(x, tf.expandDims(top, 1))), 1));
  }
  const tops = tf.stack(highest);
  const top = tf.max(tops, 0);
  const total = tf.sum(tf.mul(tf.stack(sums), tf.exp(tf.sub(tops, top))), 0);
  return tf.add(top, tf.log(total));
}
