import { DataError, type TrainingSequence } from '@stepgrpo/core';
import { crossEntropyLoss, learningRateAt, warmupSteps as risingSteps } from '@stepgrpo/optim';
import { scalarTensor, type HostTensor } from '@stepgrpo/tensor';
import type { Session } from '../session';
import { chunks } from './micro-batches';
import type { Phase } from './phase';
import { sampleStream } from './sample-stream';
import { createStageTimer } from './stage-timer';

/** A micro-batch of supervised training. */
interface WarmupBatch {
  readonly [name: string]: HostTensor | Readonly<Record<string, HostTensor>>;
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly mask: HostTensor;
  readonly tokens: HostTensor;
}

/**
 * Policy warm-up: supervised training on the reasoning paths of the samples.
 *
 * The loss is the mean over all target tokens of an update, whatever their spread over micro-batches. The last update
 * is filled up with samples of the next epoch, so that none is dropped and every update has the same size.
 *
 * Source  R1-VL, arXiv:2503.12937, section 3 (policy warm-up)
 * Throws  DataError when a sample has no reasoning path
 */
export function openWarmup(session: Session): Phase {
  const { config, collaborators, policy, resolved, data, rng } = session;
  const { warmup } = config;
  if (warmup === undefined || data.warmup === null) throw new Error('The config has no warm-up.');
  const source = data.warmup;
  const { microBatchSize, accumulation, learningRate: peak, schedule, warmupRatio } = warmup.optim;
  const perStep = microBatchSize * accumulation;
  const steps = warmupSteps(session);
  const rates = { schedule, peak, totalSteps: steps, warmupSteps: risingSteps(steps, warmupRatio) };
  const indicesAt = sampleStream(source.length, { perStep, rng: rng.fork('warmup/order') });
  const updater = collaborators.createUpdater<WarmupBatch>({
    backend: resolved.backend,
    parameters: policy.weights,
    loss: (parameters, { inputs, mask, tokens }) =>
      crossEntropyLoss(policy.program.logProbs(parameters, inputs), { mask, tokens }),
    optim: warmup.optim,
    trainable: (name) => policy.isTrainable(name),
  });

  const sequenceOf = async (index: number): Promise<TrainingSequence> => {
    const sample = await source.get(index);
    if (sample.reasoning === undefined) {
      throw new DataError(
        'has no reasoning path to learn from.',
        'point warmup.data at supervised data, or leave the warm-up out.',
        `${source.name}, sample ${sample.id}`,
      );
    }
    const completionIds = [...policy.encodeText(sample.reasoning), policy.endTokenIds[0]!];
    return { prompt: await policy.encode(sample), completionIds };
  };

  return {
    name: 'warmup',
    label: 'warm-up',
    steps,
    updater,
    async step(step) {
      const timer = createStageTimer();
      const sequences = await timer.run('encode', () => Promise.all(indicesAt(step).map(sequenceOf)));
      const batches = await timer.run('collate', () => {
        const collated = chunks(sequences, microBatchSize).map((rows, i) =>
          policy.collate(rows, {
            minRows: microBatchSize,
            rng: rng.fork(`warmup/dropout/step-${step}/batch-${i}`),
          }),
        );
        const tokens = scalarTensor(collated.reduce((total, { tokenCount }) => total + tokenCount, 0));
        return collated.map(({ inputs, completionMask }) => ({ inputs, mask: completionMask, tokens }));
      });
      const learningRate = learningRateAt(step, rates);
      const result = await timer.run('update', () => updater.step(batches, { learningRate }));
      policy.setWeights(updater.parameters);
      const tokens = batches[0]!.tokens.data[0]!;
      const tokensPerSecond = (tokens * 1000) / timer.elapsedMs();
      return {
        metrics: {
          loss: finite(result.loss),
          gradNorm: finite(result.gradNorm),
          learningRate,
          tokens,
          tokensPerSecond,
          skipped: Number(result.skipped),
          epoch: ((step + 1) * perStep) / source.length,
        },
        stagesMs: timer.stagesMs,
        rollouts: [],
        warnings: result.skipped
          ? [`step ${step + 1}: the gradient was not finite; the update was skipped`]
          : [],
        detail: `loss ${result.loss.toFixed(3)}  ${Math.round(tokensPerSecond).toLocaleString('en')} tok/s`,
      };
    },
  };
}

/** Updates of the warm-up of a config; 0 when it has none. */
export function warmupSteps({ config: { warmup }, data }: Pick<Session, 'config' | 'data'>): number {
  if (warmup === undefined || data.warmup === null) return 0;
  const perStep = warmup.optim.microBatchSize * warmup.optim.accumulation;
  return Math.max(1, Math.ceil((warmup.epochs * data.warmup.length) / perStep));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
