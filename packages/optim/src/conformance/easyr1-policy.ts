import type { Backend } from '@stepgrpo/tensor';
import { lossDenominator } from '../objective/denominators';
import { createObjective } from '../objective/objective';
import { defaultSettings, type ObjectiveSettings } from '../objective/settings';
import { closeCheck, type Check } from './check';
import { easyr1KlEstimators } from './easyr1-kl';
import { evaluate, matrix, scalars, type Evaluated } from './evaluate';
import type { CaseReader } from './json';
import { tokensOf } from './trl-step';

type Rows = readonly (readonly number[])[];

/** EasyR1's loss of one batch. */
export async function easyr1PolicyChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const settings = settingsFromEasyR1(given.record('config'));
  const result = await lossOf(backend, settings, batchOf(inputs, 0, inputs.rows('response_mask').length));
  return [
    closeCheck('loss', [result.loss], [expected.number('loss')]),
    closeCheck('grad_log_probs', result.gradients['logProbs'] ?? [], expected.rows('grad_log_probs').flat()),
    ...expected
      .record('metrics')
      .keys.map((name) =>
        closeCheck(`metric ${name}`, [metricOf(result, name)], [expected.record('metrics').number(name)]),
      ),
  ];
}

/**
 * EasyR1's updates over mini-batches cut into micro-batches, each weighted by its share of the tokens, whatever the mean.
 */
export async function easyr1UpdateChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [config, inputs, expected] = [
    given.record('config'),
    given.record('inputs'),
    given.record('expected'),
  ];
  const settings = settingsFromEasyR1(config);
  const klCoefficient = config.flag('use_kl_loss') ? config.number('kl_coef') : undefined;
  const mask = inputs.rows('response_mask');
  const mini = config.number('global_batch_size_per_device');
  const size = config.number('micro_batch_size_per_device_for_update');
  const expectedGradients = expected.raw('grad_log_probs_per_optimizer_step') as readonly Rows[];
  const metrics: Record<string, number[]> = {};
  const checks: Check[] = [];
  let update = 0;
  for (let epoch = 0; epoch < config.number('ppo_epochs'); epoch++)
    for (let from = 0; from < mask.length; from += mini) {
      const tokens = tokensOf(mask.slice(from, from + mini));
      const gradient: number[][] = mask.map((row) => row.map(() => 0));
      for (let start = from; start < from + mini; start += size) {
        const batch = batchOf(inputs, start, start + size);
        const result = await lossOf(backend, settings, batch, klCoefficient);
        const share = (tokensOf(batch.mask) * config.number('world_size')) / tokens;
        const width = mask[0]!.length;
        result.gradients['logProbs']!.forEach((value, i) => {
          gradient[start + Math.floor(i / width)]![i % width] = value * share;
        });
        const klLoss = result.metrics['kl_loss'] ?? 0;
        for (const name of ['ppo_kl', 'entropy_loss', 'pg_clipfrac_higher', 'pg_clipfrac_lower'])
          (metrics[`actor/${name}`] ??= []).push(metricOf(result, name));
        (metrics['actor/pg_loss'] ??= []).push(result.loss - (klCoefficient ?? 0) * klLoss);
        metrics['actor/kl_loss'] = [klLoss];
      }
      (metrics['actor/grad_norm'] ??= []).push(Math.hypot(...gradient.flat()));
      checks.push(
        closeCheck(`update ${update} grad_log_probs`, gradient.flat(), expectedGradients[update]!.flat()),
      );
      update += 1;
    }
  metrics['actor/kl_coef'] = [klCoefficient ?? NaN];
  const logged = expected.record('metrics');
  return [
    ...checks,
    ...logged.keys.map((name) =>
      closeCheck(
        `metric ${name}`,
        metrics[name] ?? [],
        Array.isArray(logged.raw(name)) ? logged.list(name) : [logged.number(name)],
      ),
    ),
  ];
}

function settingsFromEasyR1(config: CaseReader): ObjectiveSettings {
  const [low, high] = [config.number('clip_ratio_low'), config.number('clip_ratio_high')];
  const loss = config.text('loss_type');
  const levels: Readonly<Record<string, ObjectiveSettings['ratio']>> = {
    gspo: 'sequence',
    gspo_token: 'sequence-token',
  };
  return {
    ...defaultSettings,
    policy: loss === 'cispo' || loss === 'sapo' ? loss : 'clipped',
    ratio: levels[loss] ?? 'token',
    aggregation: config.text('loss_avg_mode') === 'seq' ? 'row-mean' : 'token-mean',
    epsilonLow: low,
    epsilonHigh: high,
    weightMin: 1 - low,
    weightMax: 1 + high,
    dualClip: config.number('clip_ratio_dual'),
    temperaturePositive: config.number('tau_positive'),
    temperatureNegative: config.number('tau_negative'),
    kl: config.has('kl_penalty') ? easyr1KlEstimators[config.text('kl_penalty')]! : 'k3-clamped',
  };
}

interface MicroBatch {
  readonly mask: Rows;
  readonly part: (key: string) => Rows;
  readonly has: (key: string) => boolean;
}

function batchOf(inputs: CaseReader, from: number, to: number): MicroBatch {
  const part = (key: string): Rows => inputs.rows(key).slice(from, to);
  return { mask: part('response_mask'), part, has: (key) => inputs.has(key) };
}

function lossOf(
  backend: Backend,
  settings: ObjectiveSettings,
  { mask, part }: MicroBatch,
  klCoefficient?: number,
): Promise<Evaluated> {
  const objective = createObjective(settings);
  const counts = { rows: mask.length, tokens: tokensOf(mask) };
  return evaluate(backend, (policy, batch) => objective.loss(policy, batch), {
    variables: { logProbs: matrix(part('log_probs')) },
    batch: {
      mask: matrix(mask),
      advantages: matrix(part('advantages')),
      oldLogProbs: matrix(part('old_log_probs')),
      ...(klCoefficient === undefined ? {} : { refLogProbs: matrix(part('ref_log_probs')) }),
      scalars: scalars({
        denominator: lossDenominator(settings.aggregation, counts),
        ...counts,
        klCoefficient,
      }),
    },
  });
}

/** EasyR1's names of our metrics. */
function metricOf({ metrics }: Evaluated, name: string): number {
  const names: Readonly<Record<string, string>> = {
    ppo_kl: 'drift_k1',
    entropy_loss: 'surprisal',
    pg_clipfrac_higher: 'clip_ratio/region_mean',
    pg_clipfrac_lower: 'clip_ratio/dual_mean',
  };
  return metrics[names[name] ?? name] ?? Number.NaN;
}
