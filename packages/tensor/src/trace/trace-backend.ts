import { BackendError } from '@stepgrpo/core';
import { dtypeOf, typedArray, type DType, type TensorData, type TensorSpec } from '../host-tensor';
import type { SupportedKernel } from '../lower/kernels';
import { loweringTable, type AnyRow } from '../lower/table';
import { tf } from '../tf';
import type { Constant, GraphNode, Value } from './graph';
import { TRACE_BACKEND } from './with-backend';

/** What one recording has collected so far. */
export interface Tape {
  readonly constants: Constant[];
  readonly nodes: GraphNode[];
  /** Tensors from outside that the function captured, by tfjs data id. */
  readonly captured: Map<object, Value>;
  /** Every value of this recording. */
  readonly values: Set<object>;
}

/**
 * A tfjs backend that writes down each kernel instead of running it.
 * A tensor's data id is the recorded `Value` itself, so no table from ids to values is needed.
 */
class TraceBackend extends tf.KernelBackend {
  private readonly references = new Map<object, number>();
  private tape: Tape | undefined;

  /** Runs `body` with an empty tape and gives the tape back; recordings do not nest. */
  record(body: () => void): Tape {
    if (this.tape !== undefined) {
      throw new BackendError(
        'compile() was called inside a function that is being recorded.',
        'compile it before.',
      );
    }
    const tape: Tape = { constants: [], nodes: [], captured: new Map(), values: new Set() };
    this.tape = tape;
    try {
      body();
      return tape;
    } finally {
      this.tape = undefined;
    }
  }

  /** A new value of the recording, without a node that makes it. */
  newValue({ shape, dtype }: TensorSpec): Value {
    const tape = this.currentTape();
    const id = tape.values.size;
    const value: Value = Object.freeze({
      id,
      shape: Object.freeze([...shape]),
      ...(dtype === 'bfloat16' ? { dtype: 'float32', stored: dtype } : { dtype }),
    });
    tape.values.add(value);
    this.references.set(value, 1);
    return value;
  }

  /** The recorded value behind a tensor; a tensor of another backend becomes a constant of the program. */
  valueBehind(tensor: tf.TensorInfo): Value {
    const { dataId } = tensor;
    const tape = this.currentTape();
    if (tape.values.has(dataId)) return dataId as Value;
    const seen = tape.captured.get(dataId);
    if (seen !== undefined) return seen;
    const owner = tf.engine().state.tensorInfo.get(dataId)?.backend;
    if (owner === undefined || owner === this) {
      throw new BackendError(
        `The function uses a disposed tensor or one that another recording made (shape [${tensor.shape.join(', ')}]).`,
        'make it inside the function, or pass it as an input.',
      );
    }
    const value = this.newConstant(owner.readSync(dataId), tensor.shape, tensor.dtype);
    tape.captured.set(dataId, value);
    return value;
  }

  recordKernel(
    kernel: SupportedKernel,
    inputs: tf.NamedTensorInfoMap,
    attrs: unknown,
  ): tf.TensorInfo | tf.TensorInfo[] {
    const values = this.valuesOf(inputs);
    const row = loweringTable[kernel] as AnyRow;
    const same = row.sameAs?.(values, attrs ?? {});
    if (same !== undefined) {
      this.references.set(same, (this.references.get(same) ?? 0) + 1);
      return tensorInfo(same);
    }
    const inferred = row.infer(values, attrs ?? {});
    const outputs = (Array.isArray(inferred) ? inferred : [inferred]).map((spec: TensorSpec) =>
      this.newValue(spec),
    );
    this.currentTape().nodes.push({
      kernel,
      inputs: values,
      attrs: attrs ?? {},
      outputs,
    } as unknown as GraphNode);
    const infos = outputs.map(tensorInfo);
    return Array.isArray(inferred) ? infos : (infos[0] as tf.TensorInfo);
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object {
    return this.newConstant(values, shape, dtype);
  }

  override numDataIds(): number {
    return this.references.size;
  }

  override refCount(dataId: object): number {
    return this.references.get(dataId) ?? 0;
  }

  override incRef(dataId: object): void {
    this.references.set(dataId, this.refCount(dataId) + 1);
  }

  override disposeData(dataId: object, force = false): boolean {
    const left = this.refCount(dataId) - 1;
    if (left > 0 && !force) {
      this.references.set(dataId, left);
      return false;
    }
    this.references.delete(dataId);
    return true;
  }

  override readSync(): never {
    throw noNumbersYet();
  }

  override async read(): Promise<never> {
    throw noNumbersYet();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override dispose(): void {
    this.references.clear();
  }

  private currentTape(): Tape {
    if (this.tape !== undefined) return this.tape;
    throw new BackendError(
      `A tfjs operation ran on the "${TRACE_BACKEND}" backend while nothing is being recorded.`,
      'do not select this backend by hand; call compile().',
    );
  }

  private newConstant(
    values: tf.backend_util.BackendValues,
    shape: readonly number[],
    dtype: tf.DataType,
  ): Value {
    const data = constantData(values, dtype);
    const value = this.newValue({ shape, dtype: dtypeOf(data) });
    this.currentTape().constants.push({ value, data, uniform: isUniform(data) });
    return value;
  }

  private valuesOf(inputs: tf.NamedTensorInfoMap | readonly tf.TensorInfo[]): unknown {
    if (Array.isArray(inputs))
      return (inputs as readonly tf.TensorInfo[]).map((input) => this.valueBehind(input));
    const values: Record<string, Value> = {};
    for (const [name, input] of Object.entries(inputs as tf.NamedTensorInfoMap)) {
      if (input !== undefined && input !== null) values[name] = this.valueBehind(input);
    }
    return values;
  }
}

export type { TraceBackend };

let shared: TraceBackend | undefined;

/** The one trace backend of this process, registered with tfjs at the first call. */
export function traceBackend(): TraceBackend {
  // a second copy of this package finds the backend that the first one registered
  shared ??= (tf.findBackend(TRACE_BACKEND) as TraceBackend | null) ?? undefined;
  if (shared !== undefined) return shared;
  const backend = new TraceBackend();
  shared = backend;
  tf.registerBackend(TRACE_BACKEND, () => backend, 0);
  for (const kernelName of Object.keys(loweringTable) as SupportedKernel[]) {
    tf.registerKernel({
      kernelName,
      backendName: TRACE_BACKEND,
      kernelFunc: ({ inputs, attrs }) => backend.recordKernel(kernelName, inputs, attrs),
    });
  }
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (kernelName in loweringTable) continue;
    tf.registerKernel({
      kernelName,
      backendName: TRACE_BACKEND,
      kernelFunc: () => {
        throw unsupported(kernelName);
      },
    });
  }
  return backend;
}

function tensorInfo(value: Value): tf.TensorInfo {
  return { dataId: value, shape: [...value.shape], dtype: value.dtype };
}

function constantData(values: tf.backend_util.BackendValues, dtype: tf.DataType): TensorData {
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new BackendError(`A constant has the element type ${dtype}.`, 'use float32, int32 or bool.');
  }
  const wanted: DType = dtype;
  const isTyped =
    values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array;
  return isTyped && dtypeOf(values) === wanted ? values : typedArray(wanted, values as ArrayLike<number>);
}

function isUniform(data: TensorData): boolean {
  const first = data[0];
  for (const element of data) if (!Object.is(element, first)) return false;
  return data.length > 0;
}

function noNumbersYet(): BackendError {
  return new BackendError(
    'The function reads the numbers of a tensor (dataSync, arraySync, print, …) while it is recorded; there are none yet.',
    'keep the computation in tensor operations (tf.where, masks), and read what run() returns.',
  );
}

function unsupported(kernelName: string): BackendError {
  return new BackendError(
    `The tfjs kernel "${kernelName}" cannot be compiled.`,
    'express it with supported operations (packages/tensor/src/lower/kernels.ts lists them), add a row to the lowering table, or run on the backend "tfjs-cpu".',
  );
}
