import * as tf from '@tensorflow/tfjs';

/** tfjs has no gradient for gatherND and scatterND, and one with two products for where. */
export const indexGradients: readonly tf.GradConfig[] = [
  {
    kernelName: tf.GatherNd,
    inputsToSave: ['params', 'indices'],
    gradFunc: (dy, saved) => {
      const [params, indices] = saved as [tf.Tensor, tf.Tensor];
      return {
        params: () => tf.scatterND(indices, dy as tf.Tensor, params.shape),
        indices: () => tf.zeros(indices.shape),
      };
    },
  },
  {
    kernelName: tf.ScatterNd,
    inputsToSave: ['indices'],
    gradFunc: (dy, saved) => {
      const [indices] = saved as [tf.Tensor];
      return { updates: () => tf.gatherND(dy as tf.Tensor, indices), indices: () => tf.zeros(indices.shape) };
    },
  },
  {
    kernelName: tf.Select,
    inputsToSave: ['condition'],
    gradFunc: (gradient, saved) => {
      const dy = gradient as tf.Tensor;
      const [condition] = saved as [tf.Tensor];
      const zero = tf.zerosLike(dy);
      return {
        condition: () => tf.zeros(condition.shape),
        t: () => tf.where(condition, dy, zero),
        e: () => tf.where(condition, zero, dy),
      };
    },
  },
];
