import { tf } from '../tf';
import { isRecording, recordFused, withGradient } from './fused-kernel';

/** x sigmoid(alpha x) and its gradient s + alpha y (1 - s), s = sigmoid(alpha x). */
function gated(x: tf.Tensor, alpha: number): tf.Tensor {
  const gate = (input: tf.Tensor): tf.Tensor => tf.sigmoid(alpha === 1 ? input : tf.mul(input, alpha));
  return withGradient(
    [x] as const,
    (save) => {
      const y = isRecording()
        ? (recordFused('StepgrpoQuickGelu', { x }, { alpha })[0] as tf.Tensor)
        : tf.mul(x, gate(x));
      save([x, y]);
      return y;
    },
    (dy, saved) => {
      const [input, y] = saved as [tf.Tensor, tf.Tensor];
      const s = gate(input);
      const scaled = alpha === 1 ? y : tf.mul(y, alpha);
      return [tf.mul(dy, tf.add(s, tf.mul(scaled, tf.sub(1, s))))];
    },
  );
}

/**
 * Sigmoid-weighted linear unit, also called swish.
 *
 * Equation  y = x sigmoid(x)
 * Source    arXiv:1702.03118
 */
export function silu(x: tf.Tensor): tf.Tensor {
  return gated(x, 1);
}

/**
 * The fast approximation of GELU that CLIP and the vision tower of Qwen2-VL use.
 *
 * Equation  y = x sigmoid(1.702 x)
 * Source    arXiv:1606.08415 section 2
 */
export function quickGelu(x: tf.Tensor): tf.Tensor {
  return gated(x, 1.702);
}

/**
 * Gaussian error linear unit, exact.
 *
 * Equation  y = x Phi(x), Phi(x) = (1 + erf(x / sqrt 2)) / 2; dy/dx = Phi(x) + x phi(x), phi(x) = exp(-x^2 / 2) / sqrt(2 pi)
 * Source    arXiv:1606.08415
 */
export function geluErf(x: tf.Tensor): tf.Tensor {
  const cumulative = (input: tf.Tensor): tf.Tensor =>
    tf.mul(tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1), 0.5);
  return withGradient(
    [x] as const,
    (save) => {
      save([x]);
      return isRecording()
        ? (recordFused('StepgrpoGelu', { x }, {})[0] as tf.Tensor)
        : tf.mul(x, cumulative(x));
    },
    (dy, saved) => {
      const [input] = saved as [tf.Tensor];
      const density = tf.mul(tf.exp(tf.mul(tf.square(input), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return [tf.mul(dy, tf.add(cumulative(input), tf.mul(input, density)))];
    },
  );
}
