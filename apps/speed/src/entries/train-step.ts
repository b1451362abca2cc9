import type { TrainingSequence } from '@stepgrpo/core';
import { createUpdater, crossEntropyLoss } from '@stepgrpo/optim';
import type { TrainablePolicy } from '@stepgrpo/model';
import { resolveBackend, scalarTensor, type Backend, type HostTensor } from '@stepgrpo/tensor';
import {
  decoderParameters,
  decoderSizes,
  randomPrompt,
  randomTokens,
  sizedPolicy,
  type SizeName,
} from '../decoder-sizes';
import type { Entry } from '../entry';
import { median, spread, timePasses } from '../measure';

/** A batch of supervised training. */
interface Batch {
  readonly [name: string]: HostTensor | Readonly<Record<string, HostTensor>>;
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly mask: HostTensor;
  readonly tokens: HostTensor;
}

const optim = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
  maxGradNorm: 1,
} as const;

/** Forward, backward, clipping and AdamW of a text decoder that predicts every token of its batch. */
export function trainStepEntry(name: SizeName): Entry {
  return {
    summary: `a training step of the ${name} decoder`,
    async run({ threads, limits }) {
      const { config, batch, length } = decoderSizes[name];
      const { backend } = await resolveBackend({ threads });
      const { step, dispose } = trainingStep(name, backend);
      const isLarge = decoderParameters(config) > 5e7;
      const times = await timePasses(isLarge ? { warmup: 1, counted: 5 } : { warmup: 3, counted: 11 }, step);
      await dispose();
      await backend.dispose();
      const operations = 6 * decoderParameters(config) * batch * length;
      const value = median(times);
      const limit = operations / (limits.matmulGflops * 1e6);
      const gflops = operations / (value * 1e6);
      const details = { gflops, tokensPerSecond: (batch * length * 1000) / value, ...spread(times) };
      return [{ name: `train-step/${name}`, value, unit: 'ms', limit, share: limit / value, details }];
    },
  };
}

/** A step that can be made again and again, on one batch. */
export function trainingStep(
  name: SizeName,
  backend: Backend,
): { readonly step: () => Promise<unknown>; dispose(): Promise<void> } {
  const { config } = decoderSizes[name];
  const policy = sizedPolicy(config, backend);
  const batch = batchOf(policy, name);
  const updater = createUpdater<Batch>({
    backend,
    parameters: policy.weights,
    loss: (parameters, { inputs, mask, tokens }) =>
      crossEntropyLoss(policy.program.logProbs(parameters, inputs), { mask, tokens }),
    optim,
    trainable: (weight) => !weight.startsWith('visual.'),
  });
  return {
    async step() {
      const result = await updater.step([batch], { learningRate: 1e-4 });
      policy.setWeights(updater.parameters); // as a trainer does: nobody keeps the weights of before
      return result;
    },
    async dispose() {
      await updater.dispose();
      await policy.dispose();
    },
  };
}

function batchOf(policy: TrainablePolicy, name: SizeName): Batch {
  const { config, batch, length } = decoderSizes[name];
  const sequences = Array.from({ length: batch }, (_, row): TrainingSequence => ({
    prompt: randomPrompt(`prompt-${row}`, 1, config.vocabSize),
    completionIds: randomTokens(`completion-${row}`, length, config.vocabSize),
  }));
  const { inputs, completionMask, tokenCount } = policy.collate(sequences);
  return { inputs, mask: completionMask, tokens: scalarTensor(tokenCount) };
}
