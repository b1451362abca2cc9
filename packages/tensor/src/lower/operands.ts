import { elementType } from '../onnx/onnx-graph';
import type { DType, TensorSpec } from '../host-tensor';
import { tf } from '../tf';
import type { Value } from '../trace/graph';
import type { Emitter, OnnxName } from './emitter';

/** The shape two operands broadcast to, by NumPy's rule. */
export function broadcastShape(a: Value, b: Value): number[] {
  return tf.broadcast_util.assertAndGetBroadcastShape([...a.shape], [...b.shape]);
}

export const sameSpec = ({ shape, dtype }: TensorSpec): TensorSpec => ({ shape, dtype });

export function sameShape(a: TensorSpec, b: TensorSpec): boolean {
  return a.shape.length === b.shape.length && a.shape.every((dimension, axis) => dimension === b.shape[axis]);
}

/**
 * Names of the operands of a broadcasting operator.
 * A value that repeats a smaller one is passed as the smaller one when the other operand alone, in full, has the output's shape.
 */
export function operands(emitter: Emitter, a: Value, b: Value, output: Value): [OnnxName, OnnxName] {
  if (emitter.isRepeated(a) && sameShape(b, output)) return [emitter.compactNameOf(a), emitter.nameOf(b)];
  return [emitter.nameOf(a), sameShape(a, output) ? emitter.compactNameOf(b) : emitter.nameOf(b)];
}

/** The value, repeated to the output's shape where it is smaller. */
export function expanded(emitter: Emitter, value: Value, output: Value): OnnxName {
  const name = emitter.nameOf(value);
  return sameShape(value, output) ? name : emitter.op('Expand', [name, emitter.int64(output.shape)]);
}

export function cast(emitter: Emitter, name: OnnxName, to: DType | 'int64'): OnnxName {
  return emitter.op('Cast', [name], { attributes: { to: elementType[to] } });
}

export function asType(emitter: Emitter, value: Value, to: DType | 'int64'): OnnxName {
  const name = emitter.nameOf(value);
  return value.dtype === to ? name : cast(emitter, name, to);
}
