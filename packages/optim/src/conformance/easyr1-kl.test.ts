import { failuresOf, withFault } from './golden-suite';
import { easyr1KlChecks, easyr1KlPenaltyChecks } from './easyr1-kl';

it.each([
  ['easyr1_kl', easyr1KlChecks, 'grad_ref_log_probs', 'grad_ref_log_probs'],
  ['easyr1_kl_penalty', easyr1KlPenaltyChecks, 'kl_coef_after', 'step 0 kl_coef_after'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
