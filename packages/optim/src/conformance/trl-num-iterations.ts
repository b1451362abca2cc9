import type { tf } from '@stepgrpo/tensor';
import { hostTensor, type Backend, type HostTensor } from '@stepgrpo/tensor';
import { trlDenominator } from '../objective/denominators';
import { createObjective } from '../objective/objective';
import type { ObjectiveBatch } from '../objective/objective-batch';
import { tokenLogProbs } from '../objective/token-log-probs';
import { closeCheck, type Check } from './check';
import { evaluate, matrix, scalars } from './evaluate';
import type { CaseReader } from './json';
import { trlMetricChecks } from './trl-metrics';
import { settingsFromTrl } from './trl-settings';
import { tokensOf, trlMask } from './trl-step';

/** A table of logits as the policy, learnt by plain gradient descent over several passes of one generation. */
export async function trlNumIterationsChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [config, inputs] = [given.record('config'), given.record('inputs')];
  const settings = settingsFromTrl(config);
  const objective = createObjective(settings);
  const temperature = config.number('temperature');
  const rate = config.number('learning_rate_sgd');
  const mask = trlMask(config, inputs);
  const table = inputs.array('logits_table');
  const [, length, vocabulary] = table.shape as [number, number, number];
  const reference = inputs.has('ref_logits_table') ? inputs.array('ref_logits_table').values : undefined;
  const perRow = length * vocabulary;
  const ids = inputs.rows('completion_ids');
  const logits = Float64Array.from(table.values);
  const advantages = given.record('expected').has('advantages')
    ? given.record('expected').list('advantages')
    : groupAdvantages(config, inputs);
  const checks: Check[] = [];
  for (const expected of given.record('expected').records('steps')) {
    const [from, to] = expected.list('rows') as [number, number];
    const rows = mask.slice(from, to);
    const slice = (values: ArrayLike<number>): HostTensor =>
      hostTensor(Array.from(values).slice(from * perRow, to * perRow), [to - from, length, vocabulary]);
    const counts = {
      rows: rows.length,
      tokens: tokensOf(rows),
      maxTokens: config.number('max_completion_length'),
      accumulation: config.number('gradient_accumulation_steps'),
      generationTokens: tokensOf(mask),
      processes: 1,
    };
    const tables = {
      ...(expected.flag('old_logps_used') ? { old: slice(table.values) } : {}),
      ...(reference === undefined ? {} : { ref: slice(reference) }),
    };
    const result = await evaluate(
      backend,
      ({ logits: current }: { readonly logits: tf.Tensor }, batch: TableBatch) => {
        const of = (values: tf.Tensor) => tokenLogProbs(values, batch.ids, { temperature });
        return objective.loss(of(current), {
          ...batch.batch,
          ...(batch.tables.old === undefined ? {} : { oldLogProbs: of(batch.tables.old).logProbs }),
          ...(batch.tables.ref === undefined ? {} : { refLogProbs: of(batch.tables.ref).logProbs }),
        });
      },
      {
        variables: { logits: slice(logits) },
        batch: {
          ids: hostTensor(Int32Array.from(ids.slice(from, to).flat()), [to - from, length]),
          tables,
          batch: {
            mask: matrix(rows),
            advantages: hostTensor(advantages.slice(from, to)),
            scalars: scalars({
              denominator: trlDenominator(settings.aggregation, counts),
              rows: counts.rows,
              tokens: counts.tokens,
              klCoefficient: config.number('beta'),
            }),
          },
        },
      },
    );
    result.gradients['logits']!.forEach((gradient, i) => {
      logits[from * perRow + i]! -= rate * gradient;
    });
    const step = { mask, micro: [result], gradLogProbs: [], gradEntropies: [], gradAuxiliary: 0 };
    const update = { config, settings, ranks: [{ inputs, result: step }], entropyCoefficient: 0 };
    const ofStep = [
      closeCheck('loss', [result.loss], [expected.number('loss')]),
      ...trlMetricChecks(update, expected.record('metrics')),
      ...(expected.has('logits_table_after')
        ? [closeCheck('logits_table_after', [...logits], expected.array('logits_table_after').values)]
        : []),
    ];
    checks.push(
      ...ofStep.map((check) => ({
        ...check,
        name: `step ${expected.number('optimizer_step')} ${check.name}`,
      })),
    );
  }
  return checks;
}

interface TableBatch {
  readonly ids: tf.Tensor;
  readonly tables: { readonly old?: tf.Tensor; readonly ref?: tf.Tensor };
  readonly batch: ObjectiveBatch;
}

/** Advantages of the one case layout that does not give them: TRL's default, each group of one reward function. */
function groupAdvantages(config: CaseReader, inputs: CaseReader): number[] {
  const size = config.number('num_generations');
  const rewards = inputs.rows('rewards').map(([reward = NaN]) => reward);
  return rewards.map((reward, i) => {
    const group = rewards.slice(i - (i % size), i - (i % size) + size);
    const mean = group.reduce((total, value) => total + value, 0) / size;
    const variance = group.reduce((total, value) => total + (value - mean) ** 2, 0) / (size - 1);
    return (reward - mean) / (Math.sqrt(variance) + 1e-4);
  });
}
