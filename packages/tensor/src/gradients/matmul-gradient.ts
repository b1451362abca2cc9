import * as tf from '@tensorflow/tfjs';
import { reducedTo } from './reduced-to';

/**
 * Gradient of matMul whose batch axes broadcast; that of tfjs has the batch of the product, not of the operand.
 *
 * Equation  C = A B: dA = dC B^T, dB = A^T dC, each summed over the batch axes the operand was repeated along
 */
export const matmulGradient: tf.GradConfig = {
  kernelName: tf.BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (gradient, saved, attrs) => {
    const dy = gradient as tf.Tensor;
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    const { transposeA, transposeB } = attrs as unknown as tf.BatchMatMulAttrs;
    return {
      a: () =>
        reducedTo(
          transposeA ? tf.matMul(b, dy, transposeB, true) : tf.matMul(dy, b, false, !transposeB),
          a.shape,
        ),
      b: () =>
        reducedTo(
          transposeB ? tf.matMul(dy, a, true, transposeA) : tf.matMul(a, dy, !transposeA, false),
          b.shape,
        ),
    };
  },
};
