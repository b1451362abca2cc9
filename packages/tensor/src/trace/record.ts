import { BackendError } from '@stepgrpo/core';
import type { TensorSpec } from '../host-tensor';
import { tf } from '../tf';
import { mapTree, type TensorsOf } from '../tree';
import type { Graph, NamedValue, Value } from './graph';
import { traceBackend } from './trace-backend';
import { TRACE_BACKEND, withBackend } from './with-backend';

/** A recorded program, and the tree of its outputs with a recorded value at each leaf. */
export interface Recording {
  readonly graph: Graph;
  readonly outputs: unknown;
}

/**
 * Runs `fn` once on tensors without numbers and writes down every kernel it calls, gradients included.
 *
 * Throws    BackendError when the function reads numbers, is asynchronous, or uses a kernel without a lowering
 */
export function record<In>(fn: (inputs: TensorsOf<In>) => unknown, specs: In): Recording {
  const backend = traceBackend();
  const inputs: NamedValue[] = [];
  const outputs: NamedValue[] = [];
  let outputTree: unknown;
  const tape = backend.record(() =>
    withBackend(TRACE_BACKEND, () =>
      tf.tidy(() => {
        const tensors = mapTree(specs, (spec, name) => {
          const value = backend.newValue(spec as unknown as TensorSpec);
          inputs.push({ name, value });
          return tf
            .engine()
            .makeTensorFromTensorInfo({ dataId: value, shape: [...value.shape], dtype: value.dtype });
        });
        const result = fn(tensors);
        if (result instanceof Promise) {
          throw new BackendError(
            'The function to compile is asynchronous.',
            'return tensors, not a promise.',
          );
        }
        outputTree = mapTree(result, (tensor, name): Value => {
          const value = backend.valueBehind(tensor);
          outputs.push({ name, value });
          return value;
        });
        if (outputs.length === 0)
          throw new BackendError('The function to compile returns no tensors.', 'return at least one.');
      }),
    ),
  );
  return { graph: { inputs, constants: tape.constants, nodes: tape.nodes, outputs }, outputs: outputTree };
}
