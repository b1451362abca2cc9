import { type Backend } from '@stepgrpo/tensor';
import { meanOfRowMeans, meanOfTokens, rowMeans } from '../objective/aggregate';
import { lossDenominator } from '../objective/denominators';
import { valueLoss, type ValueBatch } from '../objective/value-loss';
import { closeCheck, type Check } from './check';
import { evaluate, matrix, scalars } from './evaluate';
import type { CaseReader } from './json';
import { tokensOf } from './trl-step';
import { vectorJacobian } from './vjp';

/** The loss of EasyR1's critic. */
export async function easyr1ValueChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [config, inputs, expected] = [
    given.record('config'),
    given.record('inputs'),
    given.record('expected'),
  ];
  const mask = inputs.rows('response_mask');
  const aggregation = config.text('loss_avg_mode') === 'seq' ? 'row-mean' : 'token-mean';
  const counts = { rows: mask.length, tokens: tokensOf(mask) };
  const clip = config.number('cliprange_value');
  const result = await evaluate(
    backend,
    ({ values }: { readonly values: Parameters<typeof valueLoss>[0] }, batch: ValueBatch) =>
      valueLoss(values, batch, { clip, aggregation }),
    {
      variables: { values: matrix(inputs.rows('vpreds')) },
      batch: {
        oldValues: matrix(inputs.rows('values')),
        returns: matrix(inputs.rows('returns')),
        mask: matrix(mask),
        ...scalars({ denominator: lossDenominator(aggregation, counts), tokens: counts.tokens }),
      },
    },
  );
  const metrics = expected.record('metrics');
  return [
    closeCheck('loss', [result.loss], [expected.number('loss')]),
    closeCheck('grad_vpreds', result.gradients['values'] ?? [], expected.rows('grad_vpreds').flat()),
    closeCheck(
      'metric vf_clipfrac',
      [result.metrics['value_clip_ratio'] ?? NaN],
      [metrics.number('vf_clipfrac')],
    ),
    closeCheck('metric vpred_mean', [result.metrics['value_mean'] ?? NaN], [metrics.number('vpred_mean')]),
  ];
}

/** EasyR1's means. Its variance and whitening are checked with the advantages. */
export async function easyr1ReductionChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const mask = inputs.rows('mask');
  const { outputs } = await vectorJacobian(
    backend,
    ({ values }, { mask: kept, tokens, rows }) => ({
      masked_mean: meanOfTokens(values!, kept!, tokens!),
      masked_mean_dim_last: rowMeans(values!, kept!),
      average_loss_token: meanOfTokens(values!, kept!, tokens!),
      average_loss_seq: meanOfRowMeans(values!, kept!, rows!),
    }),
    {
      variables: { values: matrix(inputs.rows('values')) },
      constants: { mask: matrix(mask), ...scalars({ tokens: tokensOf(mask), rows: mask.length }) },
      cotangents: scalars({ masked_mean: 1 }),
    },
  );
  return Object.entries(outputs).map(([name, values]) =>
    closeCheck(name, values, name.endsWith('last') ? expected.list(name) : [expected.number(name)]),
  );
}
