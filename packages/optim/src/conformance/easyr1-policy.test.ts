import { failuresOf, withFault } from './golden-suite';
import { easyr1PolicyChecks, easyr1UpdateChecks } from './easyr1-policy';

it.each([
  ['easyr1_policy_loss', easyr1PolicyChecks, 'ppo_kl', 'metric ppo_kl'],
  ['easyr1_update_policy', easyr1UpdateChecks, 'actor/grad_norm', 'metric actor/grad_norm'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
