import { BackendError } from '@stepgrpo/core';
import { widened } from '../bfloat16';
import { bindInputs } from '../session/inputs';
import { typedArray, type DType, type HostTensor, type TensorSpec } from '../host-tensor';
import { tf } from '../tf';
import { withBackend } from '../trace/with-backend';
import { flattenTree, mapTree, type HostTensorsOf } from '../tree';
import type { Backend, CompiledFunction } from './backend';

const noStats = { nodes: 0, recordMs: 0, lowerMs: 0, sessionMs: 0 } as const;

/** Runs functions kernel by kernel on a backend of tfjs; `tfjsName` is what tfjs calls it. */
export function eagerBackend(name: string, tfjsName: string, threads: number): Backend {
  return {
    name,
    kind: 'eager',
    threads,
    async compile(fn, specs, { name: functionName = fn.name || 'program' } = {}) {
      const expected = Object.entries(flattenTree(specs)).map(([leaf, spec]) => ({
        name: leaf,
        value: spec as TensorSpec,
      }));
      const bind = bindInputs(expected, functionName);
      const run = (inputs: unknown): unknown => {
        const given = new Map(bind(inputs));
        return withBackend(tfjsName, () => {
          let outputs: unknown;
          tf.tidy(() => {
            const tensors = mapTree(specs, (_, leaf) => tensorOf(given.get(leaf) as HostTensor));
            outputs = mapTree(fn(tensors), (tensor) => hostOf(tensor as unknown as tf.Tensor));
          });
          return outputs;
        });
      };
      let isOpen = true;
      const compiled: CompiledFunction<typeof specs, ReturnType<typeof fn>> = {
        stats: noStats,
        async run(inputs) {
          if (!isOpen) throw new BackendError(`"${functionName}" was disposed.`, 'compile it again.');
          return run(inputs) as HostTensorsOf<ReturnType<typeof fn>>;
        },
        async dispose() {
          isOpen = false;
        },
      };
      return compiled;
    },
    async dispose() {},
  };
}

function tensorOf(given: HostTensor): tf.Tensor {
  const { data, shape, dtype } = widened(given);
  return tf.tensor(data, [...shape], dtype as DType);
}

function hostOf(tensor: tf.Tensor): HostTensor {
  const dtype = tensor.dtype as DType;
  return { shape: [...tensor.shape], dtype, data: typedArray(dtype, tensor.dataSync()) }; // a copy: an output may be an input
}
