import { hostTensor, type Backend } from '@stepgrpo/tensor';
import { createObjective } from '../objective/objective';
import { defaultSettings, type ObjectiveSettings } from '../objective/settings';
import { closeCheck, type Check } from './check';
import { evaluate, matrix, scalars, type Evaluated } from './evaluate';
import type { CaseReader } from './json';
import { trlMask } from './trl-step';

/** TRL's RLOOTrainer: one ratio per completion, the product over its tokens. */
export async function trlRlooChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [config, inputs, expected] = [
    given.record('config'),
    given.record('inputs'),
    given.record('expected'),
  ];
  const mask = trlMask(config, inputs);
  const epsilonLow = config.number('epsilon');
  const settings: ObjectiveSettings = {
    ...defaultSettings,
    ratio: 'sequence-sum',
    epsilonLow,
    epsilonHigh: config.optional('epsilon_high') ?? epsilonLow,
    maxLogRatio: Infinity,
    compat: 'trl',
  };
  const result = await run(backend, settings, {
    logProbs: inputs.rows('logps'),
    entropies: inputs.rows('entropies'),
    oldLogProbs: inputs.rows('old_logps'),
    mask,
    advantages: expected.list('advantages'),
    denominator: mask.length,
  });
  const sums = inputs
    .rows('old_logps')
    .map((row, i) => row.reduce((total, value, t) => total + value * mask[i]![t]!, 0));
  const prefix = config.text('mode') === 'eval' ? 'eval_' : '';
  const names = ['entropy', ...Object.keys(result.metrics).filter((name) => name.startsWith('clip_ratio/'))];
  return [
    closeCheck('loss', [result.loss], [expected.number('loss')]),
    closeCheck('grad_logps', result.gradients['logProbs'] ?? [], expected.rows('grad_logps').flat()),
    closeCheck('old_sequence_logps', sums, expected.list('old_sequence_logps')),
    closeCheck('loss_mask', mask.flat(), expected.rows('loss_mask').flat()),
    ...names.map((name) =>
      closeCheck(
        `metric ${name}`,
        [result.metrics[name] ?? NaN],
        [expected.record('metrics').number(`${prefix}${name}`)],
      ),
    ),
  ];
}

/** TRL's AsyncGRPOTrainer: all completions packed into one row, the sampler's log-probabilities as the old ones. */
export async function trlAsyncChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [config, inputs, expected] = [
    given.record('config'),
    given.record('inputs'),
    given.record('expected'),
  ];
  const epsilonLow = config.number('epsilon');
  const lengths = inputs.list('completion_lengths');
  const packed = (key: string): number[][] => [inputs.rows(key).flat()];
  const advantages = expected
    .list('advantages')
    .flatMap((value, i) => Array<number>(lengths[i]!).fill(value));
  const result = await run(
    backend,
    {
      ...defaultSettings,
      aggregation: 'token-mean',
      epsilonLow,
      epsilonHigh: config.optional('epsilon_high') ?? epsilonLow,
    },
    {
      logProbs: packed('logps_ragged'),
      entropies: packed('entropies_ragged'),
      oldLogProbs: packed('old_logps_ragged'),
      mask: [advantages.map(() => 1)],
      advantages: [advantages],
      denominator: advantages.length * config.number('gradient_accumulation_steps'),
    },
  );
  const metrics: Record<string, number | undefined> = {
    ...result.metrics,
    ratio: result.metrics['ratio_mean'],
    kl: result.metrics['drift_k3'],
  };
  const logged = expected.record('metrics');
  return [
    closeCheck('loss', [result.loss], [expected.number('loss')]),
    closeCheck(
      'grad_logps_ragged',
      result.gradients['logProbs'] ?? [],
      expected.rows('grad_logps_ragged').flat(),
    ),
    ...logged.keys.map((name) => closeCheck(`metric ${name}`, [metrics[name] ?? NaN], [logged.number(name)])),
  ];
}

interface Given {
  readonly logProbs: number[][];
  readonly entropies: number[][];
  readonly oldLogProbs: number[][];
  readonly mask: number[][];
  readonly advantages: number[] | number[][];
  readonly denominator: number;
}

function run(backend: Backend, settings: ObjectiveSettings, given: Given): Promise<Evaluated> {
  const objective = createObjective(settings);
  const { advantages } = given;
  const perToken = Array.isArray(advantages[0]);
  return evaluate(backend, (policy, batch) => objective.loss(policy, batch), {
    variables: { logProbs: matrix(given.logProbs), entropies: matrix(given.entropies) },
    batch: {
      mask: matrix(given.mask),
      advantages: perToken ? matrix(advantages as number[][]) : hostTensor(advantages as number[]),
      oldLogProbs: matrix(given.oldLogProbs),
      scalars: scalars({
        denominator: given.denominator,
        rows: given.mask.length,
        tokens: given.mask.flat().reduce((total, kept) => total + kept, 0),
      }),
    },
  });
}
