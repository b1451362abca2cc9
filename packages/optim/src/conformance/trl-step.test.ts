import { failuresOf, withFault } from './golden-suite';
import { trlGrpoChecks } from './trl-grpo';

it.each([
  ['trl_vllm_importance_sampling', trlGrpoChecks, 'importance_sampling_ratio', 'importance_sampling_ratio'],
  ['trl_grad_accumulation', trlGrpoChecks, 'micro_losses', 'micro_losses'],
  ['trl_moe_aux_loss', trlGrpoChecks, 'grad_aux_loss', 'grad_aux_loss'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
