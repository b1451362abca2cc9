import {
  specOf,
  tf,
  type Backend,
  type CompiledFunction,
  type HostTensor,
  type TensorSpec,
  type Tree,
} from '@stepgrpo/tensor';
import type { AdamWStep } from './adamw';
import type { NamedHostTensors } from './optimizer-state';
import { applyGradients, lossGradients, type TensorLoss, type UpdateSettings } from './update-graphs';

// Type aliases, since only those count as trees: an interface has no index signature.
type NamedSpecs = Readonly<Record<string, TensorSpec>>;
type NamedTensors = Readonly<Record<string, tf.Tensor>>;

/** Inputs of the forward and backward pass. The batch is a tree; only the loss knows its names. */
type LossSpecs = {
  readonly parameters: NamedSpecs;
  readonly frozen: NamedSpecs;
  readonly batch: NamedSpecs;
};

/** Inputs of the update. */
type UpdateSpecs = {
  readonly parameters: NamedSpecs;
  readonly m: NamedSpecs;
  readonly v: NamedSpecs;
  readonly step: { readonly [Key in keyof AdamWStep]: TensorSpec };
};

type AccumulateSpecs = LossSpecs & {
  /** Sum of the gradients so far, or any tensors of these shapes when `keep` is 0. */
  readonly accumulated: NamedSpecs;
  /** Scalar: 0 for the first micro-batch of an update, then 1. */
  readonly keep: TensorSpec;
};

type Scalars = {
  readonly loss: tf.Tensor;
  readonly metrics: NamedTensors;
};
type Updated = {
  readonly parameters: NamedTensors;
  readonly m: NamedTensors;
  readonly v: NamedTensors;
  readonly gradNorm: tf.Tensor;
};

/** The programs of an update, compiled when first asked for and kept by the shapes of the batch. */
export interface UpdatePrograms {
  /** Everything in one: for an update from a single micro-batch. */
  fused(batch: Tree<HostTensor>): Promise<CompiledFunction<LossSpecs & UpdateSpecs, Scalars & Updated>>;
  /** Adds the gradient of one micro-batch to the sum so far. */
  accumulate(
    batch: Tree<HostTensor>,
  ): Promise<CompiledFunction<AccumulateSpecs, Scalars & { readonly accumulated: NamedTensors }>>;
  /** Clips the summed gradient and updates. */
  apply(): Promise<CompiledFunction<UpdateSpecs & { readonly gradients: NamedSpecs }, Updated>>;
  dispose(): Promise<void>;
}

export interface UpdateProgramOptions {
  readonly backend: Backend;
  readonly parameters: NamedHostTensors;
  readonly frozen: NamedHostTensors;
  readonly loss: TensorLoss;
  readonly optim: UpdateSettings;
}

/** Lays out the three programs for these weights and this loss. Nothing is compiled yet. */
export function updatePrograms({
  backend,
  parameters,
  frozen,
  loss,
  optim,
}: UpdateProgramOptions): UpdatePrograms {
  const weights = specOf(parameters) as NamedSpecs;
  const fixed = specOf(frozen) as NamedSpecs;
  const scalar: TensorSpec = { shape: [], dtype: 'float32' };
  const update: UpdateSpecs = {
    parameters: weights,
    m: weights,
    v: weights,
    step: { stepSize: scalar, rootCorrection: scalar, decay: scalar },
  };
  const lossSpecs = (batch: Tree<HostTensor>): LossSpecs => ({
    parameters: weights,
    frozen: fixed,
    batch: specOf(batch) as NamedSpecs,
  });
  const compiled = new Map<string, Promise<CompiledFunction<never, never>>>();
  const once = <In, Out>(
    key: string,
    compile: () => Promise<CompiledFunction<In, Out>>,
  ): Promise<CompiledFunction<In, Out>> => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = compile();
    compiled.set(key, made as unknown as Promise<CompiledFunction<never, never>>);
    return made;
  };
  const shapes = (batch: Tree<HostTensor>): string => JSON.stringify(specOf(batch));

  return {
    fused: (batch) =>
      once(`fused ${shapes(batch)}`, () =>
        backend.compile(
          (inputs): Scalars & Updated => {
            const { gradients, ...scalars } = lossGradients(loss, inputs);
            return { ...scalars, ...applyGradients(gradients, inputs, optim) };
          },
          { ...lossSpecs(batch), ...update },
          { name: 'update' },
        ),
      ),
    accumulate: (batch) =>
      once(`accumulate ${shapes(batch)}`, () =>
        backend.compile(
          ({ accumulated, keep, ...inputs }): Scalars & { readonly accumulated: NamedTensors } => {
            const { gradients, ...scalars } = lossGradients(loss, inputs);
            const sum = (name: string, gradient: tf.Tensor): tf.Tensor =>
              tf.add(tf.mul(accumulated[name]!, keep), gradient);
            return { ...scalars, accumulated: mapNamed(gradients, sum) };
          },
          { ...lossSpecs(batch), accumulated: weights, keep: scalar },
          { name: 'gradient' },
        ),
      ),
    apply: () =>
      once('apply', () =>
        backend.compile(
          ({ gradients, ...inputs }): Updated => applyGradients(gradients, inputs, optim),
          { ...update, gradients: weights },
          { name: 'apply-gradient' },
        ),
      ),
    async dispose() {
      const settled = await Promise.allSettled(compiled.values());
      compiled.clear();
      for (const outcome of settled) if (outcome.status === 'fulfilled') await outcome.value.dispose();
    },
  };
}

function mapNamed(
  tensors: NamedTensors,
  replace: (name: string, tensor: tf.Tensor) => tf.Tensor,
): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, replace(name, tensor)]));
}
