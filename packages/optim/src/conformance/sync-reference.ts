import { hostTensor, type HostTensor } from '@stepgrpo/tensor';
import { isSyncStep, mixReference } from '../objective/mix-reference';
import { closeCheck, type Check } from './check';
import type { CaseReader } from './json';

/** A reference policy that follows the policy every few updates. */
export async function syncReferenceChecks(given: CaseReader): Promise<Check[]> {
  const [config, inputs] = [given.record('config'), given.record('inputs')];
  const alpha = config.number('ref_model_mixup_alpha');
  const every = config.number('ref_model_sync_steps');
  const weights = (from: CaseReader): Record<string, HostTensor> =>
    Object.fromEntries(
      from.keys.map((name) => {
        const { shape, values } = from.array(name);
        return [name, hostTensor(values, shape)];
      }),
    );
  const expected = given.record('expected').records('ref_params_after_step');
  let reference = weights(inputs.record('ref_params'));
  return inputs.records('policy_params_after_step').flatMap((policy, i) => {
    if (isSyncStep(i + 1, every)) reference = mixReference(reference, weights(policy), alpha);
    const wanted = expected[i]!;
    return wanted.keys.map((name) =>
      closeCheck(`step ${i + 1} ${name}`, [...(reference[name]?.data ?? [])], wanted.array(name).values),
    );
  });
}
