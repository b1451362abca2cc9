import { tf } from '@stepgrpo/tensor';

/**
 * Picks rows, each at most once, with a gradient that picks as well: where the caller knows both directions, nothing is scattered.
 *
 * Equation  y[m] = x[rows[m]];  dx[n] = dy[inverse[n]], 0 where inverse[n] is -1
 * Shapes    x [N, D], rows int32 [M], inverse int32 [N] -> [M, D]
 */
export function takeRows(x: tf.Tensor, rows: tf.Tensor, inverse: tf.Tensor): tf.Tensor {
  const take = tf.customGrad((...given) => {
    const [input, save] = given as unknown as [tf.Tensor, tf.GradSaveFunc];
    save([inverse]);
    return {
      value: tf.gather(input, rows),
      gradFunc: (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => {
        const [source] = saved as [tf.Tensor1D];
        const none = tf.scalar(0, 'int32');
        const isTaken = tf.expandDims(tf.cast(tf.greaterEqual(source, none), 'float32'), 1);
        return tf.mul(tf.gather(dy as tf.Tensor, tf.maximum<tf.Tensor1D>(source, none)), isTaken);
      },
    };
  });
  return take(x);
}
