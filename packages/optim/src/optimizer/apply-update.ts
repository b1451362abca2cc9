import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { decaysMatrices, type AdamWOptions, type AdamWStep } from './adamw';
import { adamWOnHost } from './adamw-on-host';
import type { NamedHostTensors, OptimizerState } from './optimizer-state';

export interface UpdateSettings extends AdamWOptions {
  readonly maxGradNorm: number;
}

/**
 * Moves every weight by one AdamW update, its gradient clipped by the global norm.
 *
 * The new weights take the memory of the gradients, which are spent; the moments are written in place unless `inPlace` is
 * false. So an update allocates nothing of the size of the model.
 *
 * Equation  g' = g * min(1, maxGradNorm / (gradNorm + 1e-6)), then `adamW`
 * Source    the clipping of `clipByGlobalNorm`
 */
export function applyUpdate(
  { weights, state }: { readonly weights: NamedHostTensors; readonly state: OptimizerState },
  gradients: NamedHostTensors,
  update: {
    readonly step: AdamWStep;
    readonly optim: UpdateSettings;
    readonly gradNorm: number;
    readonly inPlace: boolean;
  },
): { readonly weights: NamedHostTensors; readonly m: NamedHostTensors; readonly v: NamedHostTensors } {
  const { step, optim, gradNorm, inPlace } = update;
  const scale = Math.min(1, optim.maxGradNorm / (gradNorm + 1e-6));
  const decays = optim.decays ?? decaysMatrices;
  const next = { weights: gradients, m: state.m, v: state.v };
  if (!inPlace) Object.assign(next, { m: like(state.m), v: like(state.v) });
  for (const [name, { shape }] of Object.entries(weights)) {
    const at = (tensors: NamedHostTensors): Float32Array => numbers(tensors[name]!);
    adamWOnHost(
      { parameter: at(weights), m: at(state.m), v: at(state.v), gradient: at(gradients) },
      { parameter: at(next.weights), m: at(next.m), v: at(next.v) },
      { step, options: optim, decays: decays(name, shape), scale },
    );
  }
  return next;
}

/** The elements of a tensor that is known to be float32. */
export function numbers({ data }: HostTensor): Float32Array {
  return data as Float32Array;
}

/** Empty tensors of the same shapes. */
function like(tensors: NamedHostTensors): NamedHostTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data, shape }]) => [
      name,
      hostTensor(new Float32Array(data.length), shape),
    ]),
  );
}
