import { checkSettings } from './check-settings';
import { defaultSettings } from './settings';

it('is GRPO by default: token ratios, symmetric clipping, row means, and no extras', () => {
  expect(checkSettings(defaultSettings)).toMatchObject({
    policy: 'clipped',
    ratio: 'token',
    aggregation: 'row-mean',
    epsilonLow: defaultSettings.epsilonHigh,
    topEntropy: 1,
    entropyBonus: false,
    klBiasCorrection: false,
  });
  expect(Object.keys(defaultSettings)).not.toEqual(expect.arrayContaining(['compat', 'mismatch', 'delta']));
});
