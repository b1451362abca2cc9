import { tf } from '../tf';
import { isRecording, recordFused, withGradient } from './fused-kernel';
import { overLines } from './rms-norm';

/**
 * Layer normalisation along the last axis.
 *
 * Equation  y = h weight + bias, h = (x - mean(x)) s, s = (var(x) + epsilon)^(-1/2); var with ddof = 0
 *           dx = s (g - mean(g) - h mean(g h)) with g = dy weight; dweight = sum of dy h, dbias = sum of dy
 * Shapes    x [..., D], weight [D], bias [D] -> [..., D]
 * Source    arXiv:1607.06450
 */
export function layerNorm(x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, epsilon: number): tf.Tensor {
  return withGradient(
    [x, weight, bias] as const,
    (save) => {
      const [y, mean, inverse] = isRecording()
        ? recordFused('StepgrpoLayerNorm', { x, weight, bias }, { epsilon })
        : composite(x, [weight, bias], epsilon);
      save([x, weight, mean as tf.Tensor, inverse as tf.Tensor]);
      return y as tf.Tensor;
    },
    (dy, saved) => {
      const [input, scale, mean, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const normalised = tf.mul(tf.sub(input, mean), inverse);
      const g = tf.mul(dy, scale);
      const along = tf.mul(normalised, tf.mean(tf.mul(g, normalised), -1, true));
      const dx = tf.mul(tf.sub(tf.sub(g, tf.mean(g, -1, true)), along), inverse);
      return [dx, overLines(tf.mul(dy, normalised)), overLines(dy)];
    },
  );
}

function composite(
  x: tf.Tensor,
  [weight, bias]: readonly [tf.Tensor, tf.Tensor],
  epsilon: number,
): tf.Tensor[] {
  const mean = tf.mean(x, -1, true);
  const centred = tf.sub(x, mean);
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
  return [tf.add(tf.mul(tf.mul(centred, inverse), weight), bias), mean, inverse];
}
