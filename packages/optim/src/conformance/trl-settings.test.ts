import { caseReader, type JsonRecord } from './json';
import { settingsFromTrl } from './trl-settings';

const config = (overrides: JsonRecord) =>
  caseReader(
    {
      loss_type: 'dapo',
      importance_sampling_level: 'token',
      epsilon: 0.2,
      top_entropy_quantile: 1,
      entropy_coef: 0,
      sapo_temperature_pos: 1,
      sapo_temperature_neg: 1.05,
      vespo_k_pos: 2,
      vespo_lambda_pos: 3,
      vespo_k_neg: 3,
      vespo_lambda_neg: 2,
      ...overrides,
    },
    'config',
  );

it('reads an unset upper bound as the lower one', () => {
  expect(settingsFromTrl(config({ epsilon: 0.3 }))).toMatchObject({ epsilonLow: 0.3, epsilonHigh: 0.3 });
  expect(settingsFromTrl(config({ epsilon_high: 0.28 }))).toMatchObject({
    epsilonLow: 0.2,
    epsilonHigh: 0.28,
  });
});

it("caps CISPO's weight at epsilon_high itself", () => {
  expect(settingsFromTrl(config({ loss_type: 'cispo', epsilon_high: 5 }))).toMatchObject({
    policy: 'cispo',
    weightMax: 5,
  });
});

it('corrects the mismatch of a sampler only where there is one', () => {
  const correction = {
    vllm_importance_sampling_correction: true,
    vllm_importance_sampling_mode: 'token_mask',
  };
  expect(settingsFromTrl(config(correction)).mismatch).toBeUndefined();
  expect(
    settingsFromTrl(config({ ...correction, use_vllm: true, vllm_importance_sampling_clip_max: 2 })).mismatch,
  ).toEqual({
    mode: 'token-mask',
    max: 2,
  });
});

it('reproduces TRL with its faults', () => {
  expect(settingsFromTrl(config({}))).toMatchObject({ compat: 'trl', maxLogRatio: Infinity });
});
