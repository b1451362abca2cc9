import * as tf from '@tensorflow/tfjs';

/** tfjs adds up one slice for each repetition and stops at rank 4; here each repeated axis is split and summed, at any rank. */
export const repeatGradients: readonly tf.GradConfig[] = [
  {
    kernelName: tf.Tile,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor];
      const { reps } = attrs as unknown as tf.TileAttrs;
      return { x: () => summedRepeats(dy as tf.Tensor, x.shape, reps) };
    },
  },
];

/** Shapes  dy [r0 d0, r1 d1, ...] -> [d0, d1, ...] */
function summedRepeats(dy: tf.Tensor, shape: readonly number[], reps: readonly number[]): tf.Tensor {
  const split: number[] = [];
  const repeatAxes: number[] = [];
  shape.forEach((dimension, axis) => {
    const count = reps[axis] as number;
    if (count > 1) repeatAxes.push(split.push(count) - 1);
    split.push(dimension);
  });
  return repeatAxes.length === 0 ? tf.clone(dy) : tf.sum(tf.reshape(dy, split), repeatAxes);
}
