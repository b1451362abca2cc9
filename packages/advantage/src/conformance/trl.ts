import { batchNormalized } from '../batch-normalized';
import { completionMetrics } from '../completion-metrics';
import { decoupledNormalized } from '../decoupled-normalized';
import { groupCentered } from '../group-centered';
import { groupNormalized } from '../group-normalized';
import { leaveOneOut } from '../leave-one-out';
import { moments } from '../moments';
import { penalizedRewards } from '../penalized-rewards';
import { rewardMetrics } from '../reward-metrics';
import { weightedSum } from '../weighted-sum';
import type { AdvantageCase, AdvantageExpected, AdvantageInputs } from './advantage-case';
import { closeCheck, ROUNDED, type Check } from './check';

type Config = AdvantageCase['config'];

/** TRL's GRPOTrainer: advantages and reward metrics of one generation. */
export function trlChecks({ config, inputs, expected }: AdvantageCase): Check[] {
  return generationChecks(config, inputs, expected);
}

/** Several updates of one trainer. */
export function trlStepChecks({
  config,
  steps_inputs: steps = [],
  steps_expected: wanted = [],
}: AdvantageCase): Check[] {
  return steps.flatMap((inputs, s) =>
    generationChecks(config, inputs, wanted[s]!).map((check) => ({
      ...check,
      name: `step ${s} ${check.name}`,
    })),
  );
}

/** Several processes: rewards are gathered in rank order, every process keeps its slice. */
export function trlRankChecks({ config, ranks = [] }: AdvantageCase): Check[] {
  const gathered = <Key extends 'rewards' | 'completion_lengths' | 'completion_mask' | 'truncated'>(
    key: Key,
  ) => ranks.flatMap(({ inputs }) => [...(inputs[key] ?? [])]);
  const inputs = {
    rewards: gathered('rewards'),
    completion_lengths: gathered('completion_lengths'),
    truncated: gathered('truncated'),
  } as AdvantageInputs;
  const advantages = ranks.flatMap(({ expected }) => [...((expected.advantages ?? []) as number[])]);
  const metrics = ranks[0]?.expected.metrics;
  return generationChecks(config, inputs, { advantages, ...(metrics === undefined ? {} : { metrics }) });
}

function generationChecks(config: Config, inputs: AdvantageInputs, expected: AdvantageExpected): Check[] {
  const groups = termsOf(config, inputs);
  const weights = config['reward_weights'] as number[] | null;
  const decoupled = config['multi_objective_aggregation'] === 'normalize_then_sum';
  const checks = [
    closeCheck('advantages', advantagesOf(config, groups).flat(), (expected.advantages ?? []) as number[]),
  ];
  const metrics = {
    ...rewardMetrics({
      terms: groups,
      names: groups[0]![0]!.map((_, k) => `r${k}`),
      ...(weights === null ? {} : { weights }),
      scale: config['scale_rewards'] === 'batch' ? 'batch' : 'group',
    }),
    ...completionMetrics(writtenLengths(inputs), inputs.truncated ?? []),
  };
  // With decoupled normalisation TRL's spread is that of the normalised sums, which is not a reward's.
  const own = Object.entries(metrics).filter(([name]) => !(decoupled && name === 'frac_reward_zero_std'));
  return [...checks, ...metricChecks(Object.fromEntries(own), expected, config['mode'] === 'eval')];
}

/** TRL's RLOOTrainer: a KL penalty inside the reward, and the others of the group as the baseline. */
export function trlRlooChecks({ config, inputs, expected }: AdvantageCase): Check[] {
  const groups = termsOf(config, inputs);
  const weights = (config['reward_weights'] as number[] | null) ?? undefined;
  const [mask, logProbs] = [expected.loss_mask ?? [], inputs.old_logps ?? []];
  const refLogProbs = inputs.ref_logps ?? logProbs;
  const range = config['reward_clip_range'] as readonly [number, number] | null;
  const rewards = penalizedRewards(
    { rewards: groups.flat().map((terms) => weightedSum(terms, weights)), logProbs, refLogProbs, mask },
    { beta: config['beta'] as number, ...(range === null ? {} : { range }) },
  );
  const size = groups[0]!.length;
  const chunks = groups.map((_, b) => rewards.slice(b * size, (b + 1) * size));
  const estimator = leaveOneOut({ normalize: config['normalize_advantages'] === true });
  const advantages = size === 1 ? rewards.map(() => 0) : estimator.estimate(chunks).flat();
  const drift = mask.flatMap((row, i) =>
    row.flatMap((kept, t) => (kept === 0 ? [] : [logProbs[i]![t]! - refLogProbs[i]![t]!])),
  );
  const metrics = {
    ...completionMetrics(writtenLengths(inputs), inputs.truncated ?? []),
    kl: moments(drift).mean,
  };
  return [
    closeCheck('advantages', advantages, (expected.advantages ?? []) as number[]),
    ...metricChecks(metrics, expected, config['mode'] === 'eval'),
  ];
}

/** TRL's AsyncGRPOTrainer: one group, population standard deviation. */
export function trlAsyncChecks({ inputs, expected }: AdvantageCase): Check[] {
  const rewards = (inputs.rewards ?? []).map((row) => weightedSum(row.map((reward) => reward ?? Number.NaN)));
  const advantages = groupNormalized({ epsilon: 1e-8, ddof: 0 }).estimate([rewards]).flat();
  return [closeCheck('advantages', advantages, (expected.advantages ?? []) as number[])];
}

/** Rewards per group, completion and function. */
function termsOf(config: Config, inputs: AdvantageInputs): number[][][] {
  const rows = (inputs.rewards ?? []).map((row) => row.map((reward) => reward ?? Number.NaN));
  const evaluated =
    config['mode'] === 'eval' ? (inputs.eval_num_generations ?? config['num_generations_eval']) : null;
  const size = Number(evaluated ?? config['num_generations']);
  return Array.from({ length: rows.length / size }, (_, b) => rows.slice(b * size, (b + 1) * size));
}

/** A group of one is refused by every estimator; TRL evaluates it with advantage 0. */
function advantagesOf(config: Config, groups: readonly (readonly (readonly number[])[])[]): number[][] {
  if (groups.some((group) => group.length < 2)) return groups.map((group) => group.map(() => 0));
  const weights = (config['reward_weights'] as number[] | null) ?? undefined;
  if (config['multi_objective_aggregation'] === 'normalize_then_sum')
    return decoupledNormalized(weights === undefined ? {} : { weights }).estimateTerms(groups);
  const totals = groups.map((group) => group.map((terms) => weightedSum(terms, weights)));
  if (config['scale_rewards'] === 'batch') return batchNormalized().estimate(totals);
  const estimator = config['scale_rewards'] === 'none' ? groupCentered({ compat: 'trl' }) : groupNormalized();
  return estimator.estimate(totals);
}

/** Tokens the policy wrote: without what tools returned. */
function writtenLengths({ completion_lengths: lengths = [], tool_mask: tools }: AdvantageInputs): number[] {
  if (tools === undefined) return [...lengths];
  return lengths.map((length, i) => tools[i]!.slice(0, length).reduce((total, kept) => total + kept, 0));
}

function metricChecks(
  metrics: Readonly<Record<string, number>>,
  { metrics: logged = {} }: AdvantageExpected,
  isEvaluation: boolean,
): Check[] {
  return Object.entries(metrics).flatMap(([name, value]) => {
    const wanted = logged[isEvaluation ? `eval_${name}` : name];
    return wanted === undefined
      ? []
      : [closeCheck(`metric ${name}`, [value], [wanted ?? Number.NaN], ROUNDED)];
  });
}
