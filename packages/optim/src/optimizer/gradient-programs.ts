import {
  specOf,
  type Backend,
  type CompiledFunction,
  type HostTensor,
  type tf,
  type TensorSpec,
  type Tree,
} from '@stepgrpo/tensor';
import type { NamedHostTensors } from './optimizer-state';
import { lossGradients, type TensorLoss } from './loss-gradients';

// Type aliases, since only those count as trees: an interface has no index signature.
type NamedSpecs = Readonly<Record<string, TensorSpec>>;
type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** Inputs of the forward and backward pass. The batch is a tree; only the loss knows its names. */
type LossSpecs = {
  readonly parameters: NamedSpecs;
  readonly frozen: NamedSpecs;
  readonly batch: NamedSpecs;
};

type Outputs = {
  readonly gradients: NamedTensors;
  readonly loss: tf.Tensor;
  readonly metrics: NamedTensors;
};

/** Forward and backward pass, compiled when first asked for and kept by the shapes of the batch. */
export interface GradientPrograms {
  get(batch: Tree<HostTensor>): Promise<CompiledFunction<LossSpecs, Outputs>>;
  dispose(): Promise<void>;
}

export interface GradientProgramOptions {
  readonly backend: Backend;
  readonly parameters: NamedHostTensors;
  readonly frozen: NamedHostTensors;
  readonly loss: TensorLoss;
}

/** Lays out the programs for these weights and this loss. Nothing is compiled yet. */
export function gradientPrograms({
  backend,
  parameters,
  frozen,
  loss,
}: GradientProgramOptions): GradientPrograms {
  const weights = specOf(parameters) as NamedSpecs;
  const fixed = specOf(frozen) as NamedSpecs;
  const compiled = new Map<string, Promise<CompiledFunction<LossSpecs, Outputs>>>();
  return {
    get(batch) {
      const specs = specOf(batch) as NamedSpecs;
      const key = JSON.stringify(specs);
      const known = compiled.get(key);
      if (known !== undefined) return known;
      const made = backend.compile(
        (inputs): Outputs => lossGradients(loss, inputs),
        { parameters: weights, frozen: fixed, batch: specs },
        { name: 'gradients' },
      );
      compiled.set(key, made);
      return made;
    },
    async dispose() {
      const settled = await Promise.allSettled(compiled.values());
      compiled.clear();
      for (const outcome of settled) if (outcome.status === 'fulfilled') await outcome.value.dispose();
    },
  };
}
