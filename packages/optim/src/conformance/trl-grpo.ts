import type { Backend } from '@stepgrpo/tensor';
import { closeCheck, exactCheck, type Check } from './check';
import type { CaseReader } from './json';
import { trlMetricChecks } from './trl-metrics';
import { settingsFromTrl } from './trl-settings';
import { runTrlStep, tokensOf, type TrlStepResult } from './trl-step';

/** One update of TRL's GRPOTrainer or a subclass. Advantages are taken as given: their own suite checks them. */
export async function trlGrpoChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [config, inputs, expected] = [
    given.record('config'),
    given.record('inputs'),
    given.record('expected'),
  ];
  if (!expected.has('loss')) return [];
  const settings = settingsFromTrl(config);
  const entropyCoefficient = config.number('entropy_coef');
  const advantages = inputs.has('token_advantages')
    ? inputs.rows('token_advantages')
    : expected.list('advantages');
  const result = await runTrlStep(backend, { settings, config, inputs, advantages, entropyCoefficient });
  const update = { config, settings, ranks: [{ inputs, result }], entropyCoefficient };
  return [
    exactCheck(
      'num_items_in_batch',
      tokensOf(result.mask) === expected.number('num_items_in_batch'),
      `${tokensOf(result.mask)}, expected ${expected.number('num_items_in_batch')}`,
    ),
    ...lossChecks(result, expected, inputs),
    ...trlMetricChecks(update, expected.record('metrics')),
  ];
}

/** Mask, losses, gradients and correction of one process. */
export function lossChecks(result: TrlStepResult, expected: CaseReader, inputs: CaseReader): Check[] {
  const losses = result.micro.map(({ loss }) => loss);
  const checks = [
    closeCheck('micro_losses', losses, expected.list('micro_losses')),
    closeCheck('loss', [losses.reduce((total, loss) => total + loss, 0)], [expected.number('loss')]),
    closeCheck('grad_logps', result.gradLogProbs, expected.rows('grad_logps').flat()),
  ];
  if (expected.has('loss_mask'))
    checks.push(closeCheck('loss_mask', result.mask.flat(), expected.rows('loss_mask').flat()));
  if (expected.has('grad_entropies'))
    checks.push(closeCheck('grad_entropies', result.gradEntropies, expected.rows('grad_entropies').flat()));
  if (expected.has('importance_sampling_ratio'))
    checks.push(
      closeCheck(
        'importance_sampling_ratio',
        (result.samplingRatio ?? []).flat(),
        expected.rows('importance_sampling_ratio').flat(),
      ),
    );
  if (expected.has('grad_aux_loss') && inputs.has('aux_loss'))
    checks.push(closeCheck('grad_aux_loss', [result.gradAuxiliary], [expected.number('grad_aux_loss')]));
  return checks;
}
