import { ConfigError, ShapeError } from '@stepgrpo/core';
import { scalarTensor, type Backend, type HostTensor, type TensorsOf, type Tree } from '@stepgrpo/tensor';
import type { tf } from '@stepgrpo/tensor';
import { adamWStep } from './adamw';
import { checkedState, initialState, type NamedHostTensors, type OptimizerState } from './optimizer-state';
import type { LossAndMetrics } from '../objective/step-grpo-loss';
import type { UpdateSettings } from './update-graphs';
import { updatePrograms } from './update-programs';

/** A micro-batch: host tensors in a tree. */
export type BatchTree = Tree<HostTensor>;

export interface UpdaterOptions<Batch extends BatchTree> {
  readonly backend: Backend;
  /** Initial weights by name, float32. Never written to: every update makes new tensors. */
  readonly parameters: NamedHostTensors;
  /**
   * The loss of one micro-batch. Loss and metrics are summed over the micro-batches of an update (metrics named `*_min` and
   * `*_max` are compared instead), so divide them by
   * counts of the whole update (rows, tokens), passed as scalars in the batch.
   */
  readonly loss: (parameters: Record<string, tf.Tensor>, batch: TensorsOf<Batch>) => LossAndMetrics;
  readonly optim: UpdateSettings;
  /** Which weights learn; all of them when absent. */
  readonly trainable?: (name: string) => boolean;
}

/** What one update did. Loss and metrics are those before the update. */
export interface UpdateResult {
  readonly loss: number;
  /** Length of the whole gradient before clipping. */
  readonly gradNorm: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** The gradient was not finite: weights and optimiser state are as they were. */
  readonly skipped: boolean;
}

/** Weights that learn, and the optimiser behind them. */
export interface Updater<Batch extends BatchTree> {
  /** The current weights; an update replaces the tensors of those that learn, and only those. */
  readonly parameters: NamedHostTensors;
  /**
   * One update from the summed gradient of the micro-batches.
   *
   * Range   learningRate at least 0
   * Throws  ShapeError without any batch; ConfigError for a bad learning rate or when an update is still running
   */
  step(batches: readonly Batch[], options: { readonly learningRate: number }): Promise<UpdateResult>;
  /** The optimiser's memory, for a checkpoint. Its tensors are never written to again. */
  state(): OptimizerState;
  /** Continues from a saved state. Throws CheckpointError when it belongs to other weights. */
  restore(state: OptimizerState): void;
  /** Frees the compiled programs. */
  dispose(): Promise<void>;
}

/**
 * Trains weights with AdamW, gradient accumulation and clipping by the global norm.
 *
 * One micro-batch runs as a single program: forward, backward, clip, update. Several run one gradient program each,
 * which adds to the sum so far, and then one update program. Each is compiled once per shape of a batch; learning rate
 * and bias corrections are inputs. An update whose gradient norm is not finite is dropped and reported.
 */
export function createUpdater<Batch extends BatchTree = Readonly<Record<string, HostTensor>>>({
  backend,
  parameters: initial,
  loss,
  optim,
  trainable = () => true,
}: UpdaterOptions<Batch>): Updater<Batch> {
  const { learning, frozen } = split(initial, trainable);
  const programs = updatePrograms({ backend, parameters: learning, frozen, loss: loss, optim });
  let weights = learning;
  let state = initialState(learning);
  let running = false;

  /** Loss and metrics of each micro-batch, and what the update would make of the weights. */
  const proposeUpdate = async (batches: readonly Batch[], learningRate: number): Promise<Proposal> => {
    const step = mapValues(adamWStep(state.step + 1, learningRate, optim), (value) => scalarTensor(value));
    const update = { parameters: weights, m: state.m, v: state.v, step };
    const [only] = batches;
    if (only !== undefined && batches.length === 1) {
      const program = await programs.fused(only);
      const {
        loss: value,
        metrics,
        ...updated
      } = await program.run({ ...update, frozen, batch: named(only) });
      return { ...updated, scalars: [{ loss: value, metrics }] };
    }
    const scalars: BatchScalars[] = [];
    let gradients = state.m; // multiplied by 0 at the first batch, which saves a set of zeros
    for (const batch of batches) {
      const program = await programs.accumulate(batch);
      const keep = scalarTensor(scalars.length === 0 ? 0 : 1);
      const inputs = { parameters: weights, frozen, accumulated: gradients, keep, batch: named(batch) };
      const { accumulated, ...logged } = await program.run(inputs);
      scalars.push(logged);
      gradients = accumulated;
    }
    return { ...(await (await programs.apply()).run({ ...update, gradients })), scalars };
  };

  return {
    get parameters() {
      return { ...weights, ...frozen };
    },
    async step(batches, { learningRate }) {
      checkCall(batches, learningRate, running);
      running = true;
      try {
        const { parameters, m, v, gradNorm, scalars } = await proposeUpdate(batches, learningRate);
        const norm = numberOf(gradNorm);
        const skipped = !Number.isFinite(norm);
        if (!skipped) {
          weights = parameters;
          state = { step: state.step + 1, m, v };
        }
        return { ...joinScalars(scalars), gradNorm: norm, skipped };
      } finally {
        running = false;
      }
    },
    state: () => state,
    restore(saved) {
      state = checkedState(saved, weights);
    },
    dispose: () => programs.dispose(),
  };
}

/** Loss and metrics of one micro-batch. */
interface BatchScalars {
  readonly loss: HostTensor;
  readonly metrics: NamedHostTensors;
}

interface Proposal {
  readonly parameters: NamedHostTensors;
  readonly m: NamedHostTensors;
  readonly v: NamedHostTensors;
  readonly gradNorm: HostTensor;
  readonly scalars: readonly BatchScalars[];
}

/** Losses and metrics add up; a metric named `*_min` or `*_max` is the lowest or highest of its micro-batches. */
function joinScalars(scalars: readonly BatchScalars[]): Pick<UpdateResult, 'loss' | 'metrics'> {
  const metrics: Record<string, number> = {};
  for (const batch of scalars)
    for (const [name, value] of Object.entries(batch.metrics)) {
      const [before, next] = [metrics[name], numberOf(value)];
      if (before === undefined) metrics[name] = next;
      else if (name.endsWith('_min')) metrics[name] = Math.min(before, next);
      else if (name.endsWith('_max')) metrics[name] = Math.max(before, next);
      else metrics[name] = before + next;
    }
  return { loss: scalars.reduce((total, { loss }) => total + numberOf(loss), 0), metrics };
}

function checkCall(batches: readonly BatchTree[], learningRate: number, running: boolean): void {
  if (running) throw new ConfigError('An update is still running.', 'await step() before the next call.');
  if (batches.length === 0)
    throw new ShapeError('There is no micro-batch to learn from.', 'pass at least one.');
  if (!Number.isFinite(learningRate) || learningRate < 0)
    throw new ConfigError(`The learning rate is ${learningRate}.`, 'pass a number of at least 0.');
}

/** Weights that learn and weights that do not. */
function split(
  parameters: NamedHostTensors,
  trainable: (name: string) => boolean,
): { readonly learning: NamedHostTensors; readonly frozen: NamedHostTensors } {
  const entries = Object.entries(parameters);
  const learning = entries.filter(([name]) => trainable(name));
  const wrong = learning.find(([, { dtype }]) => dtype !== 'float32');
  if (learning.length === 0)
    throw new ConfigError(
      `None of ${entries.length} weight(s) is trainable.`,
      'let `trainable` select at least one.',
    );
  if (wrong !== undefined)
    throw new ShapeError(
      `The weight "${wrong[0]}" is ${wrong[1].dtype}.`,
      'train float32 weights; freeze the others.',
    );
  return {
    learning: Object.fromEntries(learning),
    frozen: Object.fromEntries(entries.filter(([name]) => !trainable(name))),
  };
}

function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  replace: (value: From) => To,
): Record<Key, To> {
  return Object.fromEntries(
    Object.entries<From>(record).map(([key, value]) => [key, replace(value)]),
  ) as Record<Key, To>;
}

function numberOf(scalar: HostTensor): number {
  return scalar.data[0] ?? Number.NaN;
}

/** Programs type their batch as flat; the names inside are between the caller and the loss. */
function named(batch: BatchTree): NamedHostTensors {
  return batch as NamedHostTensors;
}
