import type { Group, RlConfig, Sample, TrainingSequence } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import { learningRateAt, stepGrpoLoss, warmupSteps } from '@stepgrpo/optim';
import { scoreGroup, type GroupScores } from '@stepgrpo/rewards';
import { hostTensor, scalarTensor, type HostTensor } from '@stepgrpo/tensor';
import type { Session } from '../session';
import { byLength, chunks, padded } from './micro-batches';
import type { Phase } from './phase';
import { rolloutOf, rolloutMetrics } from './rollouts';
import { sampleStream } from './sample-stream';
import { createStageTimer } from './stage-timer';

/** A micro-batch of StepGRPO. */
interface RlBatch {
  readonly [name: string]: HostTensor | Readonly<Record<string, HostTensor>>;
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly mask: HostTensor;
  readonly advantages: HostTensor;
  readonly rows: HostTensor;
}

/** One completion to learn from. */
interface Row {
  readonly sequence: TrainingSequence;
  readonly advantage: number;
}

/** What the phase gets beyond the session. */
export interface StepGrpoParts {
  /** The policy the KL term refers to; null when the config has no KL term. */
  readonly reference: TrainablePolicy | null;
  /** Positions of the samples to train on: those whose prompts fit. */
  readonly indices: readonly number[];
}

/** Groups of each step that go into the run log with their texts. */
const rolloutsLogged = 2;

/**
 * StepGRPO: completions in groups, step-wise rewards, advantages within the group, one update towards the better ones.
 *
 * Every completion is in the update, those of groups without any spread included: their advantage is 0, their KL term
 * is not. Tokens go to training as they were drawn; no text is tokenised again.
 *
 * Source  R1-VL, arXiv:2503.12937, section 3 (StepGRPO)
 */
export function openStepGrpo(session: Session, { reference, indices }: StepGrpoParts): Phase {
  const { collaborators, policy, resolved, rng } = session;
  const rl = requireRl(session);
  const source = session.data.stepgrpo!;
  const { microBatchSize, learningRate: peak, schedule, warmupRatio } = rl.optim;
  const rates = { schedule, peak, totalSteps: rl.steps, warmupSteps: warmupSteps(rl.steps, warmupRatio) };
  const positionsAt = sampleStream(indices.length, {
    perStep: rl.promptsPerStep,
    rng: rng.fork('stepgrpo/order'),
  });
  const sampler = collaborators.createSampler();
  const rules = collaborators.createRules(rl.rewards);
  const estimator = collaborators.createEstimator(rl.advantage, rl.advantageOptions);
  const klCoefficient = scalarTensor(rl.klCoefficient);
  const updater = collaborators.createUpdater<RlBatch>({
    backend: resolved.backend,
    parameters: policy.weights,
    loss: (parameters, { inputs, ...batch }) =>
      stepGrpoLoss(policy.program.logProbs(parameters, inputs), batch),
    optim: rl.optim,
    trainable: (name) => policy.isTrainable(name),
  });

  const sample = (samples: readonly Sample[], step: number): Promise<readonly Group[]> =>
    sampler.sample(policy, samples, {
      groupSize: rl.groupSize,
      temperature: rl.temperature,
      topP: rl.topP,
      topK: rl.topK,
      maxNewTokens: rl.maxCompletionTokens,
      rng: rng.fork(`stepgrpo/step-${step}`),
    });

  const rowsOf = async (
    groups: readonly Group[],
    advantages: readonly (readonly number[])[],
  ): Promise<Row[]> => {
    const prompts = await Promise.all(groups.map((group) => policy.encode(group.sample)));
    return groups.flatMap((group, b) =>
      group.completions.map((completion, i) => ({
        sequence: { prompt: prompts[b]!, completionIds: completion.tokenIds },
        advantage: advantages[b]![i]!,
      })),
    );
  };

  const batchOf = async (rows: readonly Row[], total: HostTensor, label: string): Promise<RlBatch> => {
    const sequences = rows.map((row) => row.sequence);
    const { inputs, completionMask } = policy.collate(sequences, {
      minRows: microBatchSize,
      rng: rng.fork(`stepgrpo/dropout/${label}`),
    });
    const [height, width] = completionMask.shape as [number, number];
    const advantages = hostTensor(padded([rows.map((row) => row.advantage)], [1, height]), [height]);
    const batch = { inputs, mask: completionMask, advantages, rows: total };
    if (reference === null) return batch;
    const refLogProbs = padded(await reference.logProbs(sequences), [height, width]);
    return { ...batch, refLogProbs: hostTensor(refLogProbs, [height, width]), klCoefficient };
  };

  return {
    name: 'stepgrpo',
    label: 'StepGRPO',
    steps: rl.steps,
    updater,
    async step(step) {
      const timer = createStageTimer();
      const samples = await timer.run('data', () =>
        Promise.all(positionsAt(step).map(async (position) => source.get(indices[position]!))),
      );
      const groups = await timer.run('sample', () => sample(samples, step));
      const scores = await timer.run('reward', () =>
        Promise.all(groups.map((group) => scoreGroup(rules, group))),
      );
      const advantages = estimator.estimate(scores.map(({ totals }) => totals));
      const rows = await timer.run('encode', () => rowsOf(groups, advantages));
      const ordered = chunks(
        byLength(rows, (row) => row.sequence),
        microBatchSize,
      );
      const learningRate = learningRateAt(step, rates);
      const batches = await timer.run('reference', () =>
        batchesOf(ordered, (chunk, total, i) => batchOf(chunk, total, `step-${step}/batch-${i}`)),
      );
      const result = await timer.run('update', () => updater.step(batches, { learningRate }));
      policy.setWeights(updater.parameters);
      const drawn = rolloutMetrics(groups, scores);
      const tokensPerSecond = (drawn.tokens * 1000) / timer.elapsedMs();
      return {
        metrics: {
          ...drawn,
          loss: finite(result.loss),
          kl: finite(result.metrics['kl'] ?? Number.NaN),
          gradNorm: finite(result.gradNorm),
          learningRate,
          tokensPerSecond,
          skipped: Number(result.skipped),
          epoch: ((step + 1) * rl.promptsPerStep) / indices.length,
        },
        stagesMs: timer.stagesMs,
        rollouts: groups
          .slice(0, rolloutsLogged)
          .map((group, b) => rolloutOf(group, scores[b]!, advantages[b]!)),
        warnings: warningsOf(scores, step, result.skipped),
        detail: `reward ${drawn.reward.toFixed(3)}  ${Math.round(tokensPerSecond).toLocaleString('en')} tok/s`,
      };
    },
  };
}

/** One after the other: the reference's programs must not compete with each other for memory. */
async function batchesOf(
  ordered: readonly (readonly Row[])[],
  batchOf: (rows: readonly Row[], total: HostTensor, index: number) => Promise<RlBatch>,
): Promise<readonly RlBatch[]> {
  const total = scalarTensor(ordered.reduce((count, rows) => count + rows.length, 0));
  const batches: RlBatch[] = [];
  for (const [i, rows] of ordered.entries()) batches.push(await batchOf(rows, total, i));
  return batches;
}

function warningsOf(scores: readonly GroupScores[], step: number, skipped: boolean): readonly string[] {
  const dropped = scores.flatMap((score) => score.dropped);
  const reasons = new Set(
    dropped.map(({ rule, reason }) => `step ${step + 1}: ${rule} left out of a group: ${reason}`),
  );
  if (skipped) reasons.add(`step ${step + 1}: the gradient was not finite; the update was skipped`);
  return [...reasons];
}

function requireRl({ config }: Session): RlConfig {
  if (config.stepgrpo === undefined) throw new Error('The config has no StepGRPO phase.');
  return config.stepgrpo;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
