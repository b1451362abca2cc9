import type { TensorData } from '../host-tensor';

/** ONNX element types this project writes (TensorProto.DataType). */
export const elementType = {
  float32: 1,
  uint16: 4,
  int32: 6,
  int64: 7,
  bool: 9,
  bfloat16: 16,
} as const;
export type ElementType = keyof typeof elementType;

export type AttributeValue = number | readonly number[] | string | { readonly float: number };

/** A node of an ONNX graph; numbers are integer attributes, `{ float }` a float one. */
export interface OnnxNode {
  readonly opType: string;
  /** '' for the ONNX standard, 'com.microsoft' for the operators ONNX Runtime adds. */
  readonly domain: '' | 'com.microsoft';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** Numbers stored in the model file. */
export interface Initializer {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: TensorData | BigInt64Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** An ONNX graph as plain data, ready for `encodeModel`. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly Initializer[];
  readonly nodes: readonly OnnxNode[];
}
