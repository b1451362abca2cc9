import type { AdvantageEstimator } from '@stepgrpo/core';
import { bestOfGroup } from '../best-of-group';
import { generalizedAdvantage } from '../generalized-advantage';
import { greedyBaseline } from '../greedy-baseline';
import { groupNormalized } from '../group-normalized';
import { fillBatch, isInformative } from '../informative-groups';
import { leaveOneOut } from '../leave-one-out';
import { reinforcePlusPlus } from '../reinforce-plus-plus';
import { broadcastOverTokens, totalRewards, type TokenAdvantages } from '../token-rewards';
import { whiten } from '../whiten';
import type { AdvantageCase } from './advantage-case';
import { closeCheck, failed, type Check } from './check';

/**
 * EasyR1's estimators. Where upstream raises on an ordinary batch (`gae`, `remax`), ours must give finite numbers; its
 * result for a square batch of `remax`, which is transposed by accident, is not imitated.
 */
export function easyr1AdvantageChecks(given: AdvantageCase): Check[] {
  const { config, inputs, expected } = given;
  const rewards = inputs.token_level_rewards ?? [];
  const mask = inputs.response_mask ?? [];
  const compute = (): TokenAdvantages => {
    switch (config['estimator']) {
      case 'gae':
        return generalizedAdvantage(
          { rewards, mask, values: inputs.values ?? [] },
          { gamma: Number(config['gamma']), lambda: Number(config['lam']) },
        );
      case 'remax':
        return greedyBaseline({ rewards, mask, baselines: inputs.reward_baselines ?? [] });
      case 'reinforce_plus_plus':
        return reinforcePlusPlus({ rewards, mask }, { gamma: Number(config['gamma']) });
      default:
        return byGroup(given);
    }
  };
  if (expected.error_type !== undefined) return [whereUpstreamRaises(compute, inputs.index ?? [])];
  const { advantages, returns } = compute();
  if (given.name.endsWith('batch-square')) return [finiteCheck(advantages)];
  return [
    closeCheck('advantages', advantages.flat(), (expected.advantages ?? []).flat()),
    closeCheck('returns', returns.flat(), (expected.returns ?? []).flat()),
  ];
}

/** A group of one is refused by both; a batch that only trips upstream gets finite numbers here. */
function whereUpstreamRaises(compute: () => TokenAdvantages, index: readonly string[]): Check {
  const hasLoner = index.some((id) => index.filter((other) => other === id).length < 2);
  try {
    return finiteCheck(compute().advantages);
  } catch (error) {
    return hasLoner
      ? closeCheck('refused', [], [])
      : failed('finite', 0, error instanceof Error ? error.message : String(error));
  }
}

function finiteCheck(advantages: readonly number[][]): Check {
  const wrong = advantages.flat().filter((value) => !Number.isFinite(value));
  return closeCheck('finite', wrong, [], 0);
}

/** The estimators that compare completions of a group, in any order of rows. */
function byGroup({ config, inputs }: AdvantageCase): TokenAdvantages {
  const epsilon = Number(config['eps']);
  const estimators: Readonly<Record<string, AdvantageEstimator>> = {
    grpo: groupNormalized({ epsilon }),
    grpo_passk: bestOfGroup({ epsilon }),
    rloo: leaveOneOut(),
  };
  const estimator = estimators[String(config['estimator'])]!;
  const totals = totalRewards(inputs.token_level_rewards ?? []);
  const index = inputs.index ?? [];
  const perRow = totals.map(() => Number.NaN);
  for (const id of new Set(index)) {
    const rows = index.flatMap((group, i) => (group === id ? [i] : []));
    const [advantages] = estimator.estimate([rows.map((i) => totals[i]!)]);
    rows.forEach((row, at) => (perRow[row] = advantages![at]!));
  }
  const advantages = broadcastOverTokens(perRow, inputs.response_mask ?? []);
  return { advantages, returns: advantages };
}

/** Whitening; the means are checked with the objectives. */
export function easyr1ReductionChecks({ inputs, expected }: AdvantageCase): Check[] {
  const whitened = whiten(inputs.values ?? [], inputs.mask ?? []);
  return [closeCheck('masked_whiten', whitened.flat(), (expected.masked_whiten ?? []).flat())];
}

/** Dynamic sampling over prepared rounds. */
export async function easyr1FilteringChecks({ config, inputs, expected }: AdvantageCase): Promise<Check[]> {
  const bounds = { low: Number(config['filter_low']), high: Number(config['filter_high']) };
  const batch = await fillBatch(
    async (at) => {
      const round = inputs.rounds![at]!;
      return round.prompts.map((prompt, i) => ({ prompt, scores: round.scores[i]! }));
    },
    {
      groups: Number(config['rollout_batch_size']),
      maxRounds: Number(config['max_try_make_batch']),
      keep: ({ scores }) => isInformative(scores, bounds),
      stopWhenNothingKept: true,
    },
  );
  const rounds = closeCheck('rounds_used', [batch.rounds], [expected.rounds_used ?? Number.NaN], 0);
  if (expected.error_type !== undefined)
    return [rounds, closeCheck('short', [Number(batch.outcome === 'short')], [1], 0)];
  const prompts = batch.groups.flatMap(({ prompt, scores }) => scores.map(() => prompt));
  const all = batch.drawn.flatMap(({ scores }) => scores);
  const wanted = expected.prompts_of_rows ?? [];
  return [
    rounds,
    closeCheck('prompts_of_rows', prompts.map((prompt, i) => Number(prompt === wanted[i])), wanted.map(() => 1), 0), // prettier-ignore
    closeCheck('scores_of_rows', batch.groups.flatMap(({ scores }) => [...scores]), expected.scores_of_rows ?? [], 0), // prettier-ignore
    closeCheck(
      'metric reward/overall',
      [all.reduce((total, score) => total + score, 0) / all.length],
      [expected.metrics?.['reward/overall'] ?? Number.NaN],
    ),
  ];
}
