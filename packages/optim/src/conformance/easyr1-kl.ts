import type { Backend } from '@stepgrpo/tensor';
import { fullKl, klEstimators, type KlEstimator } from '../objective/kl';
import { nextKlCoefficient } from '../objective/kl-controller';
import { closeCheck, type Check } from './check';
import { matrix } from './evaluate';
import type { CaseReader } from './json';
import { tensorOf } from './log-probs';
import { vectorJacobian } from './vjp';

/** EasyR1's names of the estimators. */
export const easyr1KlEstimators: Readonly<Record<string, KlEstimator>> = {
  kl: 'k1',
  abs: 'abs',
  mse: 'k2',
  low_var_kl: 'k3-clamped',
};

/** Each estimator and its gradients with respect to both policies. */
export async function easyr1KlChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const name = easyr1KlEstimators[given.record('config').text('kl_penalty')];
  const estimate = name === undefined ? fullKl : klEstimators[name];
  const { outputs, gradients } = await vectorJacobian(
    backend,
    ({ logProbs, refLogProbs }) => ({ kl: estimate(logProbs!, refLogProbs!) }),
    {
      variables: {
        logProbs: tensorOf(inputs.array('log_probs')),
        refLogProbs: tensorOf(inputs.array('ref_log_probs')),
      },
      constants: {},
      cotangents: { kl: tensorOf(inputs.array('cotangent')) },
    },
  );
  return [
    closeCheck('kl', outputs['kl'] ?? [], expected.array('kl').values),
    closeCheck('grad_log_probs', gradients['logProbs'] ?? [], expected.array('grad_log_probs').values),
    closeCheck(
      'grad_ref_log_probs',
      gradients['refLogProbs'] ?? [],
      expected.array('grad_ref_log_probs').values,
    ),
  ];
}

/** A KL penalty inside the reward, over several batches of one controller. */
export async function easyr1KlPenaltyChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const config = given.record('config');
  const estimate = klEstimators[easyr1KlEstimators[config.text('kl_penalty')] ?? 'k1'];
  const expectedSteps = given.records('steps_expected');
  const checks: Check[] = [];
  let coefficient = config.number('kl_coef');
  for (const [s, inputs] of given.records('steps_inputs').entries()) {
    const expected = expectedSteps[s]!;
    const mask = inputs.rows('response_mask');
    const { outputs } = await vectorJacobian(
      backend,
      ({ logProbs, refLogProbs }) => ({ kl: estimate(logProbs!, refLogProbs!) }),
      {
        variables: {
          logProbs: matrix(inputs.rows('old_log_probs')),
          refLogProbs: matrix(inputs.rows('ref_log_probs')),
        },
        constants: {},
        cotangents: { kl: matrix(mask) },
      },
    );
    const width = mask[0]!.length;
    const kl = mask.map((row, i) => row.map((kept, t) => kept * outputs['kl']![i * width + t]!));
    const rowMeans = kl.map((row, i) => total(row) / (total(mask[i]!) + 1e-8));
    const mean = total(rowMeans) / rowMeans.length;
    const rewards = inputs
      .rows('token_level_scores')
      .flatMap((row, i) => row.map((score, t) => score - coefficient * kl[i]![t]!));
    const metrics = expected.record('metrics');
    const before = coefficient;
    if (config.text('kl_type') === 'adaptive')
      coefficient = nextKlCoefficient(
        coefficient,
        { kl: mean, rows: mask.length },
        { target: config.number('kl_target'), horizon: config.number('kl_horizon') },
      );
    checks.push(
      closeCheck(`step ${s} token_level_rewards`, rewards, expected.rows('token_level_rewards').flat()),
      closeCheck(`step ${s} metric actor/kl_penalty`, [mean], [metrics.number('actor/kl_penalty')]),
      closeCheck(`step ${s} metric actor/kl_coef`, [before], [metrics.number('actor/kl_coef')]),
      closeCheck(`step ${s} kl_coef_after`, [coefficient], [expected.number('kl_coef_after')]),
    );
  }
  return checks;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
