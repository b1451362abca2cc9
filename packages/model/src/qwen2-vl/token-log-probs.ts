import { tf } from '@stepgrpo/tensor';

/**
 * Natural log-probability of one chosen token in each row of logits.
 *
 * Equation  y[n] = z[n, t[n]] - log sum_v exp(z[n, v]);  dy/dz = onehot(t) - softmax(z)
 * Shapes    logits [N, V], targets int32 [N] -> [N] nats
 */
export function tokenLogProbs(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const vocabSize = logits.shape.at(-1) ?? 0;
  const chosenOf = (ids: tf.Tensor): tf.Tensor => tf.oneHot(ids, vocabSize, 1, 0, 'float32');
  const compute = tf.customGrad((input: tf.Tensor | tf.GradSaveFunc, save?: tf.Tensor | tf.GradSaveFunc) => {
    const z = input as tf.Tensor;
    const shifted = tf.sub(z, tf.max(z, -1, true));
    const powers = tf.exp(shifted);
    const total = tf.sum(powers, -1, true);
    const picked = tf.sum(tf.mul(shifted, chosenOf(targets)), -1);
    (save as tf.GradSaveFunc)([powers, total, targets]);
    return {
      value: tf.sub(picked, tf.log(tf.squeeze(total, [-1]))),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [savedPowers, savedTotal, ids] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        return tf.mul(tf.expandDims(dy, -1), tf.sub(chosenOf(ids), tf.div(savedPowers, savedTotal)));
      },
    };
  });
  return compute(logits);
}
