import { failuresOf, withFault } from './golden-suite';
import { easyr1ReductionChecks, easyr1ValueChecks } from './easyr1-value';

it.each([
  ['easyr1_value_loss', easyr1ValueChecks, 'vf_clipfrac', 'metric vf_clipfrac'],
  ['easyr1_reductions', easyr1ReductionChecks, 'average_loss_seq', 'average_loss_seq'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
