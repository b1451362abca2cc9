import type { KernelSignatures, SupportedKernel } from '../lower/kernels';
import { tf } from '../tf';
import { TRACE_BACKEND } from '../trace/with-backend';

/** Our own kernels; only the recording backend has them. */
export type FusedKernel = Extract<SupportedKernel, `Stepgrpo${string}`>;

/** The tensors a kernel takes, by the names in its signature. */
type TensorsFor<Kernel extends FusedKernel> = {
  readonly [Name in keyof KernelSignatures[Kernel]['inputs']]: tf.Tensor;
};

/** Whether a function is being recorded now; otherwise tfjs is computing and needs the composite of plain operations. */
export function isRecording(): boolean {
  return tf.getBackend() === TRACE_BACKEND;
}

/** Records one of our kernels; gives its outputs. */
export function recordFused<Kernel extends FusedKernel>(
  kernel: Kernel,
  inputs: TensorsFor<Kernel>,
  attrs: KernelSignatures[Kernel]['attrs'],
): tf.Tensor[] {
  const outputs: unknown = tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap);
  return Array.isArray(outputs) ? (outputs as tf.Tensor[]) : [outputs as tf.Tensor];
}

/** A function of tensors with a gradient of its own; `tf.customGrad` with the types said. */
export function withGradient<Args extends readonly tf.Tensor[]>(
  args: Args,
  compute: (save: (tensors: tf.Tensor[]) => void) => tf.Tensor,
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => { readonly [Index in keyof Args]: tf.Tensor },
): tf.Tensor {
  const custom = tf.customGrad((...given) => {
    const save = given[given.length - 1] as tf.GradSaveFunc;
    return {
      value: compute(save),
      gradFunc: (dy: tf.Tensor | tf.Tensor[], saved: tf.Tensor[]) => [...gradient(dy as tf.Tensor, saved)],
    };
  });
  return custom(...args);
}
