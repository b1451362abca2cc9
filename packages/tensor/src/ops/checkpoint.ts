import { tf } from '../tf';
import { isRecording } from './fused-kernel';

/** Tensors by name. */
type Tensors = Readonly<Record<string, tf.Tensor>>;

/**
 * A function whose intermediate results are not kept for the backward pass but computed again there: memory for time.
 *
 * While a program is recorded, the second computation is made to wait for the gradient of the output, or a scheduler would be
 * free to run it at once; and the gradient of the first input is made to wait for the other gradients, or they could come last
 * and keep what they need until then. Both by adding 0 * g[0], which changes nothing while the gradient g is finite.
 *
 * Shapes  `inputs` are all tensors `compute` reads that are not made in it, the one that leads to earlier layers first; `constants` get no gradient
 * Source  arXiv:1604.06174 section 4.2
 */
export function checkpoint(
  compute: (inputs: Record<string, tf.Tensor>) => tf.Tensor,
  inputs: Tensors,
  constants: Tensors = {},
): tf.Tensor {
  const all = Object.entries({ ...inputs, ...constants });
  const learning = Object.keys(inputs).length;
  const named = (tensors: readonly tf.Tensor[]): Record<string, tf.Tensor> =>
    Object.fromEntries(all.map(([name], i) => [name, tensors[i]!]));
  const custom = tf.customGrad((...given) => {
    const save = given[given.length - 1] as unknown as tf.GradSaveFunc;
    const tensors = given.slice(0, -1) as tf.Tensor[];
    save(tensors);
    return {
      value: compute(named(tensors)),
      gradFunc: (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => {
        const [first, ...rest] = saved as [tf.Tensor, ...tf.Tensor[]];
        const late = isRecording() ? tf.add(first, nothingOf(dy as tf.Tensor)) : first;
        const again = [late, ...rest];
        const grads = gradientsWithin(() => compute(named(again)), again.slice(0, learning), dy as tf.Tensor);
        const made = again.map((tensor, i) => grads[i] ?? tf.fill(tensor.shape, 0));
        const others = grads.slice(1).filter((gradient) => gradient !== undefined && gradient !== null);
        if (isRecording())
          made[0] = others.reduce((sum, gradient) => tf.add(sum, nothingOf(gradient)), made[0]!);
        return made;
      },
    };
  });
  return custom(...all.map(([, tensor]) => tensor));
}

/** Zero, but not before the gradient is there. */
function nothingOf(gradient: tf.Tensor): tf.Tensor {
  return tf.mul(tf.slice(tf.reshape(gradient, [gradient.size]), [0], [1]).reshape([]), 0);
}

/** Gradients inside a gradient: tfjs would take the tape of the outer one for its own, and clear it. */
function gradientsWithin(
  f: () => tf.Tensor,
  xs: readonly tf.Tensor[],
  dy: tf.Tensor,
): (tf.Tensor | undefined | null)[] {
  const engine = tf.engine();
  const { activeTape } = engine.state;
  try {
    return engine.gradients(f, [...xs], dy, true).grads;
  } finally {
    engine.state.activeTape = activeTape;
  }
}
