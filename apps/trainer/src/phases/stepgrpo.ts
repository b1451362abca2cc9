import { penalizedRewards } from '@stepgrpo/advantage';
import type { RlConfig, Sample, SamplingOptions, TrainingSequence } from '@stepgrpo/core';
import type { TrainablePolicy } from '@stepgrpo/model';
import { isSyncStep, learningRateAt, mixReference, warmupSteps, type UpdateResult } from '@stepgrpo/optim';
import { mean, ruleSpreads, scoreGroup } from '@stepgrpo/rewards';
import type { MismatchDoctor } from '../mismatch/mismatch-doctor';
import type { Session } from '../session';
import { chunks } from './micro-batches';
import { withGreedyBaselines } from './greedy-baselines';
import { drawGeneration, type Generation, type ScoredGroup } from './generation';
import { advantagesOf, meanAdvantage, type AnyEstimator } from './generation-advantages';
import { generationMetrics, meanMetrics, samplingMetrics } from './generation-metrics';
import { rowsOf, sequencesOf, updateBatches, withScalars, type RlBatch, type Row } from './objective-batches';
import { objectiveOf } from './objective-of';
import { objectiveWarnings } from './objective-warnings';
import type { Phase } from './phase';
import { spreadMetrics } from './reward-watch';
import { rolloutOf, rolloutMetrics } from './rollouts';
import { sampleStream } from './sample-stream';
import { createStageTimer } from './stage-timer';
import { createSteering } from './steering';

/** What the phase gets beyond the session. */
export interface StepGrpoParts {
  /** The policy the KL term refers to; null when the config has no KL term. */
  readonly reference: TrainablePolicy | null;
  /** Positions of the samples to train on: those whose prompts fit. */
  readonly indices: readonly number[];
  /** Compares sampler and trainer; null where nobody does. */
  readonly doctor?: MismatchDoctor | null;
}

/** Groups of each step that go into the run log with their texts. */
const rolloutsLogged = 2;

/**
 * StepGRPO: completions in groups, step-wise rewards, advantages, and one or more updates towards the better ones.
 *
 * Every completion is in an update, those of groups without any spread included: their advantage is 0, their KL term
 * is not. Tokens go to training as they were drawn; no text is tokenised again.
 *
 * Source  R1-VL, arXiv:2503.12937, section 3 (StepGRPO)
 */
export async function openStepGrpo(
  session: Session,
  { reference, indices, doctor = null }: StepGrpoParts,
): Promise<Phase> {
  const { collaborators, policy, resolved, rng } = session;
  const rl = requireRl(session);
  const source = session.data.stepgrpo!;
  const objective = objectiveOf(rl, collaborators);
  const { settings } = objective;
  const updatesPerStep = rl.iterations * rl.updatesPerGeneration;
  const totalSteps = rl.steps * updatesPerStep;
  const { learningRate: peak, schedule, warmupRatio } = rl.optim;
  const rates = { schedule, peak, totalSteps, warmupSteps: warmupSteps(totalSteps, warmupRatio) };
  const positionsAt = sampleStream(indices.length, {
    perStep: rl.promptsPerStep,
    rng: rng.fork('stepgrpo/order'),
  });
  const refillAt = sampleStream(indices.length, {
    perStep: rl.promptsPerStep,
    rng: rng.fork('stepgrpo/refill'),
  });
  const sampler = collaborators.createSampler();
  const rules = await collaborators.createRules(rl.rewards);
  const estimator: AnyEstimator = collaborators.createEstimator(rl.advantage, rl.advantageOptions);
  const stepwise =
    rl.stepwise === undefined
      ? null
      : {
          estimator: collaborators.createStepwise({ ...rl.stepwise, outcomeWeight: 0 }),
          outcomeWeight: rl.stepwise.outcomeWeight,
        };
  const steering = createSteering(rl);
  const needsEntropies = settings.entropyBonus || settings.topEntropy < 1;
  const needsOld = updatesPerStep > 1 || settings.mismatch !== undefined;
  const batchParts = { rl, settings, policy, reference: rl.klIn === 'loss' ? reference : null };
  const updater = collaborators.createUpdater<RlBatch>({
    backend: resolved.backend,
    parameters: policy.weights,
    loss: (parameters, { inputs, ...batch }) =>
      objective.loss(
        needsEntropies
          ? policy.program.scores(parameters, inputs)
          : { logProbs: policy.program.logProbs(parameters, inputs) },
        batch as never,
      ),
    optim: rl.optim,
    trainable: (name) => policy.isTrainable(name),
  });

  /** Groups of completions drawn as the config says, or otherwise, with their rewards. */
  const sampleAndScore = async (
    samples: readonly Sample[],
    { stream, timer, ...otherwise }: Partial<SamplingOptions> & DrawOptions,
  ): Promise<readonly ScoredGroup[]> => {
    const { groupSize, temperature, topP, topK, minP, repetitionPenalty, maxCompletionTokens } = rl;
    const drawing = { groupSize, temperature, topP, topK, minP, repetitionPenalty };
    const options = { ...drawing, maxNewTokens: maxCompletionTokens, rng: rng.fork(stream), ...otherwise };
    const groups = await timer.run('sample', () => sampler.sample(policy, samples, options));
    const scores = await timer.run('reward', () =>
      Promise.all(groups.map((group) => scoreGroup(rules, group))),
    );
    return groups.map((group, b) => ({ group, scores: scores[b]! }));
  };

  /** The greedy completion of each prompt, where the estimator compares with it. */
  const greedyOf = async (
    used: readonly ScoredGroup[],
    draw: DrawOptions,
  ): Promise<readonly ScoredGroup[]> => {
    if (!('estimateAgainst' in estimator)) return [];
    const samples = used.map(({ group }) => group.sample);
    return sampleAndScore(samples, { ...draw, groupSize: 1, temperature: 0, repetitionPenalty: 1 });
  };

  /** The totals of each group; with the KL in the reward, less what each completion cost in distance. */
  const totalsOf = async (
    used: readonly ScoredGroup[],
    sequences: readonly TrainingSequence[],
    old: readonly ArrayLike<number>[] | null,
  ) => {
    const totals = used.map(({ scores }) => scores.totals);
    if (rl.klIn === 'loss' || reference === null || old === null) return { totals, kl: Number.NaN };
    const logProbs = old.map((row) => Array.from(row));
    const refLogProbs = (await reference.logProbs(sequences)).map((row) => [...row]);
    const mask = logProbs.map((row) => row.map(() => 1));
    const penalized = penalizedRewards(
      { rewards: totals.flat(), logProbs, refLogProbs, mask },
      { beta: steering.klCoefficient },
    );
    const distances = logProbs.map((row, i) => mean(row.map((value, t) => value - refLogProbs[i]![t]!)));
    return { totals: chunks(penalized, rl.groupSize).map((group) => [...group]), kl: mean(distances) };
  };

  /** The updates of a generation: every pass goes over the same shares of the rows. */
  const update = async (rows: readonly Row[], step: number, timer: StageTimerOf) => {
    const share = rows.length / rl.updatesPerGeneration;
    const places = rows.map((_, i) => i);
    const shuffled =
      rl.updatesPerGeneration === 1 ? places : rng.fork(`stepgrpo/shares-${step}`).shuffle(places);
    const shares = await timer.run('reference', async () => {
      const batches = [];
      for (const [i, part] of chunks(shuffled, share).entries()) {
        const inOrder = [...part].sort((a, b) => a - b).map((row) => rows[row]!); // groups share their prompt
        const dropout = rng.fork(`stepgrpo/dropout/step-${step}/update-${i}`);
        batches.push(await updateBatches(inOrder, { ...batchParts, dropout }));
      }
      return batches;
    });
    const generationTokens = shares.reduce((total, { counts }) => total + counts.tokens, 0);
    const results: UpdateResult[] = [];
    for (let pass = 0; pass < rl.iterations; pass++)
      for (const part of shares) {
        const number = step * updatesPerStep + results.length;
        const batches = withScalars(part, { rl, settings, steering, generationTokens });
        const learningRate = learningRateAt(number, rates);
        const result = await timer.run('update', () => updater.step(batches, { learningRate }));
        results.push(result);
        policy.setWeights(updater.parameters);
        const { kl = Number.NaN, entropy_sum: sum = Number.NaN, entropy_tokens: tokens = 0 } = result.metrics;
        if (!result.skipped)
          steering.afterUpdate({ kl, rows: part.counts.rows, entropy: sum / Math.max(1, tokens) });
        if (rl.referenceSync !== undefined && reference !== null)
          if (isSyncStep(number + 1, rl.referenceSync.everyUpdates))
            reference.setWeights(mixReference(reference.weights, policy.weights, rl.referenceSync.alpha));
      }
    return results;
  };

  return {
    name: 'stepgrpo',
    label: 'StepGRPO',
    steps: rl.steps,
    updater,
    steering,
    async step(step) {
      const timer = createStageTimer();
      const stream = `stepgrpo/step-${step}`;
      const generation = await drawGeneration(rl, {
        samplesAt: (round) => {
          const refill = step * ((rl.dynamicSampling?.maxRounds ?? 1) - 1) + round - 1;
          const positions = round === 0 ? positionsAt(step) : refillAt(refill);
          return timer.run('data', () =>
            Promise.all(positions.map(async (position) => source.get(indices[position]!))),
          );
        },
        draw: (samples, round) =>
          sampleAndScore(samples, { stream: `${stream}${round === 0 ? '' : `/round-${round}`}`, timer }),
      });
      const { used, drawn } = generation;
      const prompts = await timer.run('encode', () =>
        Promise.all(used.map(({ group }) => policy.encode(group.sample))),
      );
      const groups = used.map(({ group: { completions } }, b) => ({ prompt: prompts[b]!, completions }));
      const examined =
        doctor === null
          ? {}
          : await timer.run('doctor', () =>
              doctor.examine(
                step,
                used.map(({ group }) => group),
              ),
            );
      const sequences = sequencesOf(groups);
      const { old, totals, kl } = await timer.run('reference', async () => {
        const before = needsOld || rl.klIn === 'reward' ? await policy.logProbs(sequences) : null;
        return { old: before, ...(await totalsOf(used, sequences, before)) };
      });
      const greedy = await greedyOf(used, { stream: `${stream}/greedy`, timer });
      const compared = greedy.length === 0 ? { totals } : withGreedyBaselines(used, totals, greedy);
      const advantages = advantagesOf(used, compared, { estimator, rules, stepwise, policy });
      const { klCoefficient, entropyCoefficient } = steering;
      if (Number.isFinite(kl))
        steering.afterUpdate({ kl, rows: rl.promptsPerStep * rl.groupSize, entropy: NaN });
      const rows = rowsOf(groups, advantages).map((row, i) =>
        needsOld && old !== null ? { ...row, oldLogProbs: old[i]! } : row,
      );
      const results = await update(rows, step, timer);
      const all = drawn.map(({ group }) => group);
      const allScores = drawn.map(({ scores }) => scores);
      const rollouts = rolloutMetrics(all, allScores);
      const tokensPerSecond = (rollouts.tokens * 1000) / timer.elapsedMs();
      const skipped = results.filter((result) => result.skipped).length;
      return {
        metrics: {
          ...generationMetrics(generation, rules),
          ...spreadMetrics(ruleSpreads(rules, allScores)),
          ...samplingMetrics(rows, settings.mismatch),
          ...examined,
          ...rollouts,
          ...meanMetrics(results.map(({ metrics, loss, gradNorm }) => ({ ...metrics, loss, gradNorm }))),
          ...(Number.isFinite(kl) ? { kl } : {}),
          ...(rl.klController === undefined ? {} : { klCoefficient }),
          ...(settings.entropyBonus ? { entropy_coef: entropyCoefficient } : {}),
          learningRate: learningRateAt(step * updatesPerStep, rates),
          tokensPerSecond,
          skipped: skipped / results.length,
          epoch: ((step + 1) * rl.promptsPerStep) / indices.length,
        },
        stagesMs: timer.stagesMs,
        rollouts: used
          .slice(0, rolloutsLogged)
          .map(({ group, scores }, b) => rolloutOf(group, scores, advantages[b]!.map(meanAdvantage))),
        warnings: [
          ...(step === 0 ? objectiveWarnings(settings) : []),
          ...warningsOf({ ...generation, drawn: [...drawn, ...greedy] }, step, skipped),
        ],
        detail: `reward ${rollouts.reward.toFixed(3)}  ${Math.round(tokensPerSecond).toLocaleString('en')} tok/s`,
      };
    },
  };
}

type StageTimerOf = ReturnType<typeof createStageTimer>;

/** Which random numbers a draw takes, and where its time counts. */
interface DrawOptions {
  readonly stream: string;
  readonly timer: StageTimerOf;
}

function warningsOf(
  { drawn, fillers, rounds }: Generation,
  step: number,
  skipped: number,
): readonly string[] {
  const dropped = drawn.flatMap(({ scores }) => scores.dropped);
  const reasons = new Set(
    dropped.map(({ rule, reason }) => `step ${step + 1}: ${rule} left out of a group: ${reason}`),
  );
  if (fillers > 0)
    reasons.add(
      `step ${step + 1}: after ${rounds} rounds, ${fillers} group(s) that teach nothing fill the update up`,
    );
  if (skipped > 0) reasons.add(`step ${step + 1}: the gradient was not finite; the update was skipped`);
  return [...reasons];
}

function requireRl({ config }: Session): RlConfig {
  if (config.stepgrpo === undefined) throw new Error('The config has no StepGRPO phase.');
  return config.stepgrpo;
}
