import { ConfigError, ShapeError } from '@stepgrpo/core';
import type { Backend, HostTensor, TensorsOf, Tree } from '@stepgrpo/tensor';
import type { tf } from '@stepgrpo/tensor';
import { adamWStep } from './adamw';
import { checkedState, initialState, type NamedHostTensors, type OptimizerState } from './optimizer-state';
import type { LossAndMetrics } from '../objective/step-grpo-loss';
import { addTo, sumOfSquares } from './adamw-on-host';
import { applyUpdate, numbers, type UpdateSettings } from './apply-update';
import { gradientPrograms } from './gradient-programs';

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
 * Forward and backward pass are one program, compiled once per shape of a batch. What follows has one line of arithmetic an
 * element and no product: summing micro-batches, the norm and AdamW itself run over JavaScript memory, faster than the
 * dozen graph nodes a weight that each read and write it whole. An update whose gradient norm is not finite is dropped and
 * reported.
 */
export function createUpdater<Batch extends BatchTree = Readonly<Record<string, HostTensor>>>({
  backend,
  parameters: initial,
  loss,
  optim,
  trainable = () => true,
}: UpdaterOptions<Batch>): Updater<Batch> {
  const { learning, frozen } = split(initial, trainable);
  const programs = gradientPrograms({ backend, parameters: learning, frozen, loss });
  let weights = learning;
  let state = initialState(learning);
  /** Somebody else holds the tensors of `state`: they must not change. */
  let isShared = false;
  let running = false;

  /** Gradient, loss and metrics, summed over the micro-batches. */
  const accumulate = async (batches: readonly Batch[]): Promise<Accumulated> => {
    const scalars: BatchScalars[] = [];
    let total: NamedHostTensors | undefined;
    for (const batch of batches) {
      const program = await programs.get(batch);
      const { gradients, ...logged } = await program.run({
        parameters: weights,
        frozen,
        batch: named(batch),
      });
      scalars.push(logged);
      if (total === undefined) total = gradients;
      else for (const [name, sum] of Object.entries(total)) addTo(numbers(sum), numbers(gradients[name]!));
    }
    return { gradients: total ?? {}, scalars };
  };

  return {
    get parameters() {
      return { ...weights, ...frozen };
    },
    async step(batches, { learningRate }) {
      checkCall(batches, learningRate, running);
      running = true;
      try {
        const { gradients, scalars } = await accumulate(batches);
        const squares = Object.values(gradients).map((gradient) => sumOfSquares(numbers(gradient)));
        const gradNorm = Math.sqrt(squares.reduce((total, square) => total + square, 0));
        const skipped = !Number.isFinite(gradNorm);
        if (!skipped) {
          const step = state.step + 1;
          const update = { step: adamWStep(step, learningRate, optim), optim, gradNorm, inPlace: !isShared };
          const next = applyUpdate({ weights, state }, gradients, update);
          weights = next.weights;
          state = { step, m: next.m, v: next.v };
          isShared = false;
        }
        return { ...joinScalars(scalars), gradNorm, skipped };
      } finally {
        running = false;
      }
    },
    state() {
      isShared = true;
      return state;
    },
    restore(saved) {
      state = checkedState(saved, weights);
      isShared = true;
    },
    dispose: () => programs.dispose(),
  };
}

/** Loss and metrics of one micro-batch. */
interface BatchScalars {
  readonly loss: HostTensor;
  readonly metrics: NamedHostTensors;
}

interface Accumulated {
  readonly gradients: NamedHostTensors;
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

function numberOf(scalar: HostTensor): number {
  return scalar.data[0] ?? Number.NaN;
}

/** Programs type their batch as flat; the names inside are between the caller and the loss. */
function named(batch: BatchTree): NamedHostTensors {
  return batch as NamedHostTensors;
}
