import { BackendError } from '@stepgrpo/core';
import type { CompiledFunction, CompileOptions, TensorFunction } from '../backend/backend';
import type { DType, HostTensor, TensorData } from '../host-tensor';
import { inputName, lower, outputName } from '../lower/lower';
import { encodeModel } from '../onnx/encode';
import type { Value } from '../trace/graph';
import { prune } from '../trace/prune';
import { record } from '../trace/record';
import { verify } from '../trace/verify';
import { mapTree, type HostTensorsOf } from '../tree';
import { bindInputs } from './inputs';
import type { Ort, OrtRuntime } from './runtime';

/** ONNX Runtime wrappers of host tensors that were fed before; weights are fed again at every step. */
const wrappers = new WeakMap<HostTensor, Ort.Tensor>();

export interface SessionContext extends CompileOptions {
  readonly runtime: OrtRuntime;
  readonly options: Ort.InferenceSession.SessionOptions;
}

/**
 * Records `fn`, lowers it to ONNX and loads it.
 *
 * Throws    BackendError when the program cannot be recorded, or ONNX Runtime refuses it
 */
export async function compileToSession<In, Out>(
  fn: TensorFunction<In, Out>,
  specs: In,
  { name = fn.name || 'program', runtime, options }: SessionContext,
): Promise<CompiledFunction<In, Out>> {
  const startedMs = performance.now();
  const recording = record(fn, specs);
  const graph = verify(prune(recording.graph));
  const recordedMs = performance.now();
  const bytes = encodeModel(lower(graph, name));
  const loweredMs = performance.now();
  const session = await createSession(bytes, { name, runtime, options });
  const stats = {
    nodes: graph.nodes.length,
    recordMs: recordedMs - startedMs,
    lowerMs: loweredMs - recordedMs,
    sessionMs: performance.now() - loweredMs,
  };
  const expected = recording.graph.inputs.map((input) => ({
    name: input.name,
    value: { shape: input.value.shape, dtype: input.value.stored ?? input.value.dtype },
  }));
  const bind = bindInputs(expected, name);
  const used = new Set(graph.inputs.map((input) => input.name));
  let disposed = false;
  return {
    stats,
    async run(inputs) {
      if (disposed) throw new BackendError(`"${name}" was disposed.`, 'compile it again.');
      const feeds: Record<string, Ort.Tensor> = {};
      for (const [input, tensor] of bind(inputs))
        if (used.has(input)) feeds[inputName(input)] = wrapped(tensor, runtime);
      const results = await runSession(session, feeds, name);
      return hostTree<Out>(recording.outputs, results);
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      await session.release();
    },
  };
}

async function createSession(
  bytes: Uint8Array,
  { name = '', runtime, options }: SessionContext,
): Promise<Ort.InferenceSession> {
  try {
    return await runtime.InferenceSession.create(bytes, options);
  } catch (cause) {
    throw new BackendError(
      `ONNX Runtime does not accept the program "${name}": ${String(cause)}`,
      'this is a fault of a lowering; report it, or run on the backend "tfjs-cpu".',
      { cause },
    );
  }
}

async function runSession(
  session: Ort.InferenceSession,
  feeds: Record<string, Ort.Tensor>,
  name: string,
): Promise<Ort.InferenceSession.OnnxValueMapType> {
  try {
    return await session.run(feeds);
  } catch (cause) {
    throw new BackendError(
      `"${name}" failed while it ran: ${String(cause)}`,
      'check that indices are in range and memory suffices.',
      { cause },
    );
  }
}

function wrapped(tensor: HostTensor, runtime: OrtRuntime): Ort.Tensor {
  const known = wrappers.get(tensor);
  if (known !== undefined) return known;
  const type = tensor.dtype === 'bfloat16' ? 'uint16' : tensor.dtype; // bound as words: JavaScript has no bfloat16
  const made = new runtime.Tensor(type as 'float32', tensor.data as Float32Array, tensor.shape);
  wrappers.set(tensor, made);
  return made;
}

function hostTree<Out>(outputs: unknown, results: Ort.InferenceSession.OnnxValueMapType): HostTensorsOf<Out> {
  return mapTree(outputs, (leaf: unknown, name): HostTensor => {
    const { shape, dtype } = leaf as Value;
    const tensor = results[outputName(name)] as Ort.Tensor;
    const host: HostTensor = { shape, dtype: dtype satisfies DType, data: tensor.data as TensorData };
    wrappers.set(host, tensor);
    return host;
  }) as HostTensorsOf<Out>;
}
