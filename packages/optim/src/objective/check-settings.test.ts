import { checkSettings } from './check-settings';
import { defaultSettings, type ObjectiveSettings } from './settings';

it('accepts the defaults', () => {
  expect(checkSettings(defaultSettings)).toBe(defaultSettings);
});

it.each<[Partial<ObjectiveSettings>, string]>([
  [
    { policy: 'constructor' as 'clipped' },
    'objective.policy: There is no "constructor". Fix: use one of: clipped,',
  ],
  [{ ratio: 'word' as 'token' }, 'objective.ratio: There is no "word".'],
  [{ aggregation: 'sum' as 'row-sum' }, 'objective.aggregation: There is no "sum".'],
  [{ kl: 'k4' as 'k3' }, 'objective.kl: There is no "k4".'],
  [{ epsilonLow: -0.1 }, 'objective.epsilonLow: -0.1 is not a number of at least 0.'],
  [{ epsilonHigh: NaN }, 'objective.epsilonHigh'],
  [{ topEntropy: 1.5 }, 'objective.topEntropy: 1.5 is not a share in [0, 1].'],
  [{ delta: 0 }, 'objective.delta'],
  [{ dualClip: 0.5 }, 'objective.dualClip'],
  [{ mismatch: { mode: 'token' as 'token-mask' } }, 'objective.mismatch.mode: There is no "token".'],
  [{ mismatch: { mode: 'token-truncate' } }, '"token-truncate" has no bound to truncate at.'],
  [{ mismatch: { mode: 'token-mask', min: 3, max: 3 } }, 'min 3 is not below max 3.'],
  [
    { policy: 'vespo', mismatch: { mode: 'sequence-mask', max: 3 } },
    '"vespo" sums the corrections of tokens',
  ],
])('refuses %j', (change, message) => {
  expect(() => checkSettings({ ...defaultSettings, ...change })).toThrow(message);
});
