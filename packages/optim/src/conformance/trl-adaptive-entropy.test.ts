import { failuresOf, withFault } from './golden-suite';
import { trlAdaptiveEntropyChecks } from './trl-adaptive-entropy';

it.each([
  ['trl_adaptive_entropy', trlAdaptiveEntropyChecks, 'entropy_coef_after', 'step 0 entropy_coef_after'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
