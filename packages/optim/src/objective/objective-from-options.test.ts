import { objectiveFromOptions } from './objective-from-options';
import { objectives } from './objectives';

it('takes every named objective as it is, and with settings changed', () => {
  for (const name of objectives.names) expect(objectiveFromOptions(name).settings).toBeDefined();
  const { settings } = objectiveFromOptions('dapo', {
    topEntropy: 0.2,
    mismatch: { mode: 'token-truncate', max: 2 },
  });
  expect(settings).toMatchObject({
    epsilonHigh: 0.28,
    topEntropy: 0.2,
    mismatch: { mode: 'token-truncate', max: 2 },
  });
});

it.each([
  [{ epsilon: 1 }, 'objective.epsilon: there is no setting "epsilon".'],
  [{ epsilonLow: '0.2' }, 'objective.epsilonLow: "0.2" is not a number.'],
  [{ epsilonLow: NaN }, 'is not a number.'],
  [{ policy: 'magic' }, 'objective.policy: There is no "magic".'],
  [{ kl: 'k9' }, 'objective.kl: There is no "k9".'],
  [{ compat: 'verl' }, 'objective.compat: there is no "verl" to reproduce.'],
  [{ mismatch: { max: 3 } }, 'objective.mismatch: "mode" is missing.'],
  [{ mismatch: { mode: 'token-mask', cap: 3 } }, 'objective.mismatch.cap: there is no "cap".'],
  [{ mismatch: { mode: 'token-mask', max: 'x' } }, 'objective.mismatch.max: "x" is of the wrong kind.'],
  [{ mismatch: { mode: 'token-truncate' } }, 'no bound to truncate at'],
  [{ mismatch: { mode: 'token-mask', min: 3, max: 2 } }, 'min 3 is not below max 2'],
  [{ policy: 'vespo', mismatch: { mode: 'sequence-mask', max: 3 } }, 'has one per completion'],
  [{ vespoPositive: { k: 1 } }, '"lambda" is missing'],
  [{ topEntropy: 2 }, 'objective.topEntropy: 2 is not a share in [0, 1].'],
])('refuses %j', (options, message) => {
  expect(() => objectiveFromOptions('grpo', options)).toThrow(message);
});

it('lists the names for an unknown one', () => {
  expect(() => objectiveFromOptions('ppo')).toThrow(/No objective is named "ppo".*grpo/);
});
