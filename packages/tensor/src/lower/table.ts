import type { TensorSpec } from '../host-tensor';
import type { Value } from '../trace/graph';
import { binaryRows } from './binary';
import type { Emitter, OnnxName } from './emitter';
import { fusedRows } from './fused';
import { gatherRows } from './gather';
import type { KernelSignatures, SupportedKernel } from './kernels';
import { logicRows } from './logic';
import { matmulRows } from './matmul';
import { reduceRows } from './reduce';
import { shapeRows } from './shape';
import { sourceRows } from './source';
import { unaryRows } from './unary';

/** How one tfjs kernel becomes ONNX. */
export interface Row<Inputs, Attrs> {
  /** What the outputs look like; an array exactly when the tfjs kernel gives an array. */
  infer(inputs: Inputs, attrs: Attrs): TensorSpec | readonly TensorSpec[];
  /** Appends the ONNX nodes; gives one name for each output. */
  emit(emitter: Emitter, call: Call<Inputs, Attrs>): OnnxName | readonly OnnxName[];
  /** The input that the output equals, when there is nothing to compute; such a call leaves no node. */
  sameAs?(inputs: Inputs, attrs: Attrs): Value | undefined;
}

export interface Call<Inputs, Attrs> {
  readonly inputs: Inputs;
  readonly attrs: Attrs;
  readonly outputs: readonly Value[];
}

/** The rows of some kernels, each typed by its signature. */
export type Rows<Kernels extends SupportedKernel> = {
  readonly [Kernel in Kernels]: Row<KernelSignatures[Kernel]['inputs'], KernelSignatures[Kernel]['attrs']>;
};

/** A row as the recorder and the lowering see it: inputs and attributes are those the kernel name implies. */
export type AnyRow = Row<unknown, unknown>;

/** Total: a kernel in `KernelSignatures` without a row here does not compile. */
export const loweringTable: Rows<SupportedKernel> = {
  ...unaryRows,
  ...binaryRows,
  ...logicRows,
  ...reduceRows,
  ...matmulRows,
  ...shapeRows,
  ...gatherRows,
  ...sourceRows,
  ...fusedRows,
};
