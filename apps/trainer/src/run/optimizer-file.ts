import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import type { OptimizerState } from '@stepgrpo/optim';
import type { Collaborators, NamedTensors } from '../collaborators';

const fileName = 'optimizer.safetensors';

/** Writes the moments as `m/<weight>` and `v/<weight>`; the number of updates is part of `trainer.json`. */
export function saveOptimizer(
  directory: string,
  { m, v }: OptimizerState,
  files: Collaborators,
): Promise<void> {
  return files.writeTensors(join(directory, fileName), { ...prefixed('m/', m), ...prefixed('v/', v) });
}

/** Reads what `saveOptimizer` wrote. Throws CheckpointError when a tensor is neither moment. */
export async function loadOptimizer(
  directory: string,
  step: number,
  files: Collaborators,
): Promise<OptimizerState> {
  const moments: { m: Record<string, NamedTensors[string]>; v: Record<string, NamedTensors[string]> } = {
    m: {},
    v: {},
  };
  for (const [name, tensor] of Object.entries(await files.readTensors(join(directory, fileName)))) {
    const moment = name.slice(0, 1);
    if (name[1] !== '/' || (moment !== 'm' && moment !== 'v')) {
      throw new CheckpointError(
        `${join(directory, fileName)} holds "${name}", which is no optimiser state.`,
        'resume from another checkpoint.',
      );
    }
    moments[moment][name.slice(2)] = tensor;
  }
  return { step, ...moments };
}

function prefixed(prefix: string, tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));
}
