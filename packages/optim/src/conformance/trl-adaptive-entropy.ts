import type { Backend } from '@stepgrpo/tensor';
import {
  activeCoefficient,
  afterUpdate,
  initialAdaptiveEntropy,
  type AdaptiveEntropyOptions,
} from '../objective/adaptive-entropy';
import { closeCheck, type Check } from './check';
import type { CaseReader } from './json';
import { lossChecks } from './trl-grpo';
import { trlMetricChecks } from './trl-metrics';
import { settingsFromTrl } from './trl-settings';
import { runTrlStep } from './trl-step';

/** Several updates of one trainer whose entropy bonus is controlled. */
export async function trlAdaptiveEntropyChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const config = given.record('config');
  const settings = settingsFromTrl(config);
  const options: AdaptiveEntropyOptions = {
    target: config.number('entropy_target'),
    delta: config.number('entropy_coef_delta'),
    min: config.number('entropy_coef_min'),
    max: config.number('entropy_coef_max'),
  };
  const expectedSteps = given.records('steps_expected');
  const checks: Check[] = [];
  let state = initialAdaptiveEntropy(config.number('entropy_coef'));
  for (const [s, inputs] of given.records('steps_inputs').entries()) {
    const expected = expectedSteps[s]!;
    const before = state;
    const entropyCoefficient = activeCoefficient(before, options);
    const advantages = expected.list('advantages');
    const result = await runTrlStep(backend, { settings, config, inputs, advantages, entropyCoefficient });
    const total = (name: string): number =>
      result.micro.reduce((sum, { metrics }) => sum + (metrics[name] ?? NaN), 0);
    state = afterUpdate(before, total('entropy_sum') / Math.max(total('entropy_tokens'), 1), options);
    const update = { config, settings, ranks: [{ inputs, result }], entropyCoefficient: state.coefficient };
    const ofStep = [
      closeCheck('entropy_coef_before', [before.coefficient], [expected.number('entropy_coef_before')]),
      closeCheck(
        'last_world_entropy_before',
        [before.lastEntropy],
        [expected.number('last_world_entropy_before')],
      ),
      ...lossChecks(result, expected, inputs),
      closeCheck('entropy_coef_after', [state.coefficient], [expected.number('entropy_coef_after')]),
      closeCheck(
        'last_world_entropy_after',
        [state.lastEntropy],
        [expected.number('last_world_entropy_after')],
      ),
      ...trlMetricChecks(update, expected.record('metrics')),
    ];
    checks.push(...ofStep.map((check) => ({ ...check, name: `step ${s} ${check.name}` })));
  }
  return checks;
}
