import { tf } from '../tf';
import { isRecording, recordFused, withGradient } from './fused-kernel';

/**
 * Root-mean-square normalisation along the last axis.
 *
 * Equation  y = x r weight, r = (mean(x^2) + epsilon)^(-1/2); epsilon inside the root
 *           dx = r (g - h mean(g h)) with g = dy weight, h = x r; dweight = sum over lines of dy h
 * Shapes    x [..., D], weight [D] -> [..., D]
 * Source    arXiv:1910.07467; epsilon as in Qwen2RMSNorm, huggingface/transformers modeling_qwen2_vl.py
 */
export function rmsNorm(x: tf.Tensor, weight: tf.Tensor, epsilon: number): tf.Tensor {
  return withGradient(
    [x, weight] as const,
    (save) => {
      const [y, inverse] = isRecording()
        ? recordFused('StepgrpoRmsNorm', { x, weight }, { epsilon })
        : composite(x, weight, epsilon);
      save([x, weight, inverse as tf.Tensor]);
      return y as tf.Tensor;
    },
    (dy, saved) => {
      const [input, scale, inverse] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const normalised = tf.mul(input, inverse);
      const g = tf.mul(dy, scale);
      const along = tf.mean(tf.mul(g, normalised), -1, true);
      const dx = tf.mul(tf.sub(g, tf.mul(normalised, along)), inverse);
      return [dx, overLines(tf.mul(dy, normalised))];
    },
  );
}

/** Sums over all axes but the last. */
export function overLines(x: tf.Tensor): tf.Tensor {
  return x.rank === 1 ? x : tf.sum(x, [...Array(x.rank - 1).keys()]);
}

function composite(x: tf.Tensor, weight: tf.Tensor, epsilon: number): tf.Tensor[] {
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon));
  return [tf.mul(tf.mul(x, inverse), weight), inverse];
}
