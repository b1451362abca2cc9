import type { DType, TensorData, TensorSpec } from '../host-tensor';
import type { KernelSignatures, SupportedKernel } from '../lower/kernels';

/**
 * The recorded program: what tfjs would have run, in order, as immutable data.
 * A value is made once, by an input, a constant or a node, and is then only read (single assignment).
 */
export interface Graph {
  readonly inputs: readonly NamedValue[];
  readonly constants: readonly Constant[];
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly NamedValue[];
}

/** A tensor of the program; identity is the object, `id` is for names and messages. */
export interface Value extends TensorSpec {
  readonly id: number;
  readonly dtype: DType;
  /** An input whose float32 numbers are kept narrower, and widened where they are read. */
  readonly stored?: 'bfloat16';
}

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** Numbers known while recording; `uniform` when all elements are equal, so that they need not be stored. */
export interface Constant {
  readonly value: Value;
  readonly data: TensorData;
  readonly uniform: boolean;
}

/** One kernel call; `Kernel` ties inputs and attributes to the kernel's signature. */
export interface GraphNode<Kernel extends SupportedKernel = SupportedKernel> {
  readonly kernel: Kernel;
  readonly inputs: KernelSignatures[Kernel]['inputs'];
  readonly attrs: KernelSignatures[Kernel]['attrs'];
  readonly outputs: readonly Value[];
}

/** The values a node reads, in a stable order; absent optional inputs are left out. */
export function inputValues(node: GraphNode): readonly Value[] {
  return Object.values(node.inputs as Record<string, Value | null | undefined>).filter(
    (value): value is Value => value !== null && value !== undefined,
  );
}
