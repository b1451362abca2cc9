import * as tf from '@tensorflow/tfjs';

/** The shape with length 1 along the reduced axes. */
function keptShape(
  shape: readonly number[],
  axis: number | number[],
): { readonly kept: number[]; readonly count: number } {
  const axes = tf.util.parseAxisParam(axis, [...shape]);
  return {
    kept: shape.map((dimension, at) => (axes.includes(at) ? 1 : dimension)),
    count: axes.reduce((product, at) => product * (shape[at] as number), 1),
  };
}

const spread = (dy: tf.Tensor, x: tf.Tensor, kept: number[]): tf.Tensor =>
  tf.broadcastTo(tf.reshape(dy, kept), x.shape);

const productGradient = tf.getGradient(tf.Prod);

/** tfjs multiplies by a stored tensor of ones where a broadcast will do; its cumsum is wrong off the last axis, its prod along negative axes. */
export const reduceGradients: readonly tf.GradConfig[] = [
  {
    kernelName: tf.Sum,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor];
      const { kept } = keptShape(x.shape, (attrs as unknown as tf.SumAttrs).axis);
      return { x: () => spread(dy as tf.Tensor, x, kept) };
    },
  },
  {
    kernelName: tf.Mean,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor];
      const { kept, count } = keptShape(x.shape, (attrs as unknown as tf.MeanAttrs).axis);
      return { x: () => spread(tf.div(dy as tf.Tensor, count), x, kept) };
    },
  },
  {
    kernelName: tf.Cumsum,
    gradFunc: (dy, _saved, attrs) => {
      const { axis, exclusive, reverse } = attrs as unknown as tf.CumsumAttrs;
      return { x: () => tf.cumsum(dy as tf.Tensor, axis, exclusive, !reverse) };
    },
  },
  {
    ...productGradient,
    gradFunc: (dy, saved, attrs) => {
      const [x] = saved as [tf.Tensor];
      const axis = tf.util.parseAxisParam((attrs as unknown as tf.ProdAttrs).axis, x.shape);
      return productGradient.gradFunc(dy, saved, { ...attrs, axis });
    },
  },
  // y = x^(-1/2): dx = -dy y^3 / 2; tfjs raises x to the power 1.5, which is slow
  {
    kernelName: tf.Rsqrt,
    outputsToSave: [true],
    gradFunc: (dy, saved) => {
      const [y] = saved as [tf.Tensor];
      return { x: () => tf.mul(tf.mul(dy as tf.Tensor, -0.5), tf.mul(y, tf.square(y))) };
    },
  },
];
