import { failuresOf, withFault } from './golden-suite';
import { trlGrpoChecks } from './trl-grpo';

it.each([
  ['trl_loss_cispo', trlGrpoChecks, 'cispo_clip_ratio', 'metric cispo_clip_ratio'],
  ['trl_loss_vespo', trlGrpoChecks, 'vespo/phi_seq_mean', 'metric vespo/phi_seq_mean'],
  ['trl_bias_correction_kl', trlGrpoChecks, 'kl', 'metric kl'],
] as const)('agrees with the golden cases of %s and notices a fault', async (file, suite, field, check) => {
  expect(await failuresOf(file, suite)).toEqual([]);
  expect(await failuresOf(file, suite, (given) => withFault(given, field))).toContain(check);
});
