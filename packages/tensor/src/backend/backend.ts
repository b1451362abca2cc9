import type { TensorSpec } from '../host-tensor';
import type { tf } from '../tf';
import type { HostTensorsOf, TensorsOf, TreeOf } from '../tree';

/** What a compiled function cost to make, and how large its program is; zeros on an eager backend. */
export interface CompileStats {
  /** Recorded kernel calls that the outputs need. */
  readonly nodes: number;
  /** Milliseconds to run the function once on tensors without numbers. */
  readonly recordMs: number;
  /** Milliseconds to write the ONNX model. */
  readonly lowerMs: number;
  /** Milliseconds ONNX Runtime took to load and optimise it. */
  readonly sessionMs: number;
}

/** A function that runs on a backend; `In` and `Out` are its trees of tensors, seen from outside as host tensors. */
export interface CompiledFunction<In, Out> {
  readonly stats: CompileStats;
  /**
   * Computes the outputs, which belong to the caller. Inputs are read in place and must not change before the promise settles.
   *
   * Throws    ShapeError when an input is missing, or has another shape or element type than compiled for
   */
  run(inputs: HostTensorsOf<In>): Promise<HostTensorsOf<Out>>;
  /** Frees what the function holds; it cannot run afterwards. */
  dispose(): Promise<void>;
}

export interface CompileOptions {
  /** Shown in errors and stored in the model. */
  readonly name?: string;
}

/** The function a backend runs: tfjs tensors in, tfjs tensors out, in trees. It must be pure: it is run once and replayed. */
export type TensorFunction<In, Out> = (inputs: TensorsOf<In>) => Out;

/** Runs TensorFlow.js functions. */
export interface Backend {
  readonly name: string;
  /** `compiled`: recorded once, then run by ONNX Runtime. `eager`: tfjs runs it kernel by kernel at each call. */
  readonly kind: 'compiled' | 'eager';
  /** Threads a computation may use. */
  readonly threads: number;
  /**
   * Makes `fn` runnable for inputs of these shapes.
   * The same function object with equal specs gives the same compiled function as long as that is not disposed.
   *
   * Throws    BackendError when `fn` reads numbers, is asynchronous, or calls a kernel without a lowering
   */
  compile<const In extends object, Out extends object>(
    fn: TensorFunction<In, Out & TreeOf<Out, tf.Tensor>>,
    specs: In & TreeOf<In, TensorSpec>,
    options?: CompileOptions,
  ): Promise<CompiledFunction<In, Out>>;
  /** Frees every compiled function and the backend itself. */
  dispose(): Promise<void>;
}
