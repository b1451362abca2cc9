import { CheckpointError } from '@stepgrpo/core';
import { hostTensor, sizeOf, type HostTensor } from '@stepgrpo/tensor';

/** Host tensors by name. */
export type NamedHostTensors = Readonly<Record<string, HostTensor>>;

/** What AdamW remembers between updates; with the weights, all a checkpoint needs to go on exactly. */
export interface OptimizerState {
  /** Updates made so far. */
  readonly step: number;
  /** Running mean of the gradients, one tensor per weight that learns. */
  readonly m: NamedHostTensors;
  /** Running mean of the squared gradients. */
  readonly v: NamedHostTensors;
}

/** The state before the first update: zeros for every weight. */
export function initialState(parameters: NamedHostTensors): OptimizerState {
  const zeros = (): NamedHostTensors =>
    Object.fromEntries(
      Object.entries(parameters).map(([name, { shape }]) => [
        name,
        hostTensor(new Float32Array(sizeOf(shape)), shape),
      ]),
    );
  return { step: 0, m: zeros(), v: zeros() };
}

/**
 * A state from a checkpoint, in the order of these weights.
 *
 * Throws  CheckpointError when it does not belong to them: a name or a shape differs, or the step is no count
 */
export function checkedState(state: OptimizerState, parameters: NamedHostTensors): OptimizerState {
  if (!Number.isInteger(state.step) || state.step < 0)
    throw mismatch(`its step is ${String(state.step)}, not a count of updates`);
  const moments = (moment: 'm' | 'v'): NamedHostTensors => {
    const given = new Map(Object.entries(state[moment]));
    const ordered = Object.entries(parameters).map(([name, { shape }]) => {
      const tensor = given.get(name);
      if (tensor === undefined) throw mismatch(`its "${moment}" has no "${name}"`);
      if (tensor.dtype !== 'float32' || tensor.shape.join() !== shape.join())
        throw mismatch(
          `its "${moment}/${name}" is ${tensor.dtype} [${tensor.shape.join(', ')}], the weight is [${shape.join(', ')}]`,
        );
      given.delete(name);
      return [name, tensor] as const;
    });
    const [extra] = given.keys();
    if (extra !== undefined) throw mismatch(`its "${moment}/${extra}" belongs to no weight that learns`);
    return Object.fromEntries(ordered);
  };
  return { step: state.step, m: moments('m'), v: moments('v') };
}

function mismatch(what: string): CheckpointError {
  return new CheckpointError(
    `The optimiser state does not fit the weights: ${what}.`,
    'restore the state saved together with these weights, or start without one.',
  );
}
