import { mismatchMetrics } from '../objective/mismatch-metrics';
import type { ObjectiveSettings } from '../objective/settings';
import { closeCheck, type Check } from './check';
import type { CaseReader } from './json';
import type { TrlStepResult } from './trl-step';

/** What the processes of one update computed; one entry where there is one process. */
export interface LoggedUpdate {
  readonly config: CaseReader;
  readonly settings: ObjectiveSettings;
  readonly ranks: readonly { readonly inputs: CaseReader; readonly result: TrlStepResult }[];
  /** Coefficient of the entropy bonus after the update. */
  readonly entropyCoefficient: number;
}

/** Metrics that other packages make, from rewards and completions. */
const foreign = /^(num_tokens|completions\/|rewards\/|reward$|reward_std$|frac_reward_zero_std$)/;

/** Compares the metrics of an update with what TRL logged; those that are not this package's are left out. */
export function trlMetricChecks(update: LoggedUpdate, expected: CaseReader): Check[] {
  const prefix = isEvaluation(update.config) ? 'eval_' : '';
  const logged = trlMetrics(update);
  return expected.keys
    .filter((name) => !foreign.test(name.slice(prefix.length)))
    .map((name) =>
      closeCheck(
        `metric ${name}`,
        [logged[name.slice(prefix.length)] ?? Number.NaN],
        [expected.number(name)],
      ),
    );
}

/**
 * Metrics as TRL logs them: each micro-batch over all processes, then averaged over micro-batches, NaN left out.
 *
 * Source  huggingface/trl trl/trainer/grpo_trainer.py (_metrics, log)
 */
function trlMetrics({ config, settings, ranks, entropyCoefficient }: LoggedUpdate): Record<string, number> {
  const micro = ranks[0]!.result.micro.map((_, k) =>
    joined(ranks.map(({ result }) => result.micro[k]!.metrics)),
  );
  const names = new Set(micro.flatMap((metrics) => Object.keys(metrics)));
  const averaged = [...names].map(
    (name) => [name, meanOfPresent(micro.map((metrics) => metrics[name] ?? NaN))] as const,
  );
  const { policy_loss: policyLoss, ...metrics } = Object.fromEntries(averaged);
  const divided = settings.aggregation !== 'generation-token-mean' && !isEvaluation(config);
  const accumulation = divided ? config.number('gradient_accumulation_steps') : 1;
  return {
    ...metrics,
    ...samplingMetrics(ranks),
    aux_loss: ranks[0]!.inputs.optional('aux_loss') ?? NaN,
    ...(policyLoss === undefined
      ? {}
      : { policy_loss: policyLoss * accumulation, entropy_coef: entropyCoefficient }),
  };
}

/** One micro-batch over all processes: sums add up, extremes are compared, losses averaged. */
function joined(ranks: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const finite = (value: number): number => (Number.isFinite(value) ? value : Number.NaN);
  const join = (name: string, values: readonly number[]): number => {
    if (name.endsWith('_min')) return finite(Math.min(...values));
    if (name.endsWith('_max')) return finite(Math.max(...values));
    const total = values.reduce((a, b) => a + b, 0);
    return name === 'policy_loss' ? total / values.length : total;
  };
  return Object.fromEntries(
    Object.keys(ranks[0] ?? {}).map((name) => [name, join(name, ranks.map((metrics) => metrics[name] ?? NaN))]), // prettier-ignore
  );
}

function samplingMetrics(ranks: LoggedUpdate['ranks']): Record<string, number> {
  if (ranks.some(({ result }) => result.samplingRatio === undefined)) return {};
  return mismatchMetrics({
    oldLogProbs: ranks.flatMap(({ inputs }) => inputs.rows('old_logps')),
    samplingLogProbs: ranks.flatMap(({ inputs }) => inputs.rows('sampling_logps')),
    mask: ranks.flatMap(({ result }) => result.mask),
    ratio: ranks.flatMap(({ result }) => result.samplingRatio ?? []),
  });
}

function isEvaluation(config: CaseReader): boolean {
  return config.text('mode') === 'eval';
}

function meanOfPresent(values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.reduce((total, value) => total + value, 0) / present.length;
}
