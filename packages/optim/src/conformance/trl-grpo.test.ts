import { failuresOf, withFault } from './golden-suite';
import { trlGrpoChecks } from './trl-grpo';

it.each([
  ['trl_loss_dapo', trlGrpoChecks, 'grad_logps', 'grad_logps'],
  ['trl_entropy_bonus', trlGrpoChecks, 'grad_entropies', 'grad_entropies'],
  ['trl_loss_luspo', trlGrpoChecks, 'loss', 'loss'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
