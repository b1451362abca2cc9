import { contradictions, type CheckedRlConfig } from './config-contradictions';

const fine: CheckedRlConfig = {
  promptsPerStep: 3,
  groupSize: 4,
  updatesPerGeneration: 6,
  klCoefficient: 0.04,
  klIn: 'reward',
  advantage: 'group-normalized',
  klController: {},
  referenceSync: {},
  rewards: [{ name: 'a' }],
  entropy: { coefficient: 0.5, target: 0.2, min: 0, max: 1 },
  dynamicSampling: { rule: 'a', low: 0, high: 1 },
  stepwise: { processWeight: 0, outcomeWeight: 1 },
};

it('has nothing to say about values that go together', () => {
  expect(contradictions(fine)).toEqual([]);
});

it.each<[Partial<CheckedRlConfig>, string, RegExp]>([
  [
    { updatesPerGeneration: 5 },
    'updatesPerGeneration',
    /12 completions cannot be shared equally among 5 updates/,
  ],
  [{ klCoefficient: 0, klIn: 'loss', referenceSync: undefined }, 'klController', /raise klCoefficient/],
  [{ klCoefficient: 0, klIn: 'loss', klController: undefined }, 'referenceSync', /raise klCoefficient/],
  [
    { klCoefficient: 0, klController: undefined, referenceSync: undefined },
    'klIn',
    /klIn = "reward" has nothing to act on/,
  ],
  [
    { entropy: { coefficient: 2, target: 0.2, min: 0, max: 1 } },
    'entropy',
    /not in the range from min 0 to max 1/,
  ],
  [{ dynamicSampling: { low: 1, high: 1 } }, 'dynamicSampling', /low 1 is not below high 1/],
  [
    { dynamicSampling: { rule: 'b', low: 0, high: 1 } },
    'dynamicSampling.rule',
    /"b" is not among the rewards \(a\)/,
  ],
  [{ klIn: 'loss', stepwise: { processWeight: 0, outcomeWeight: 0 } }, 'stepwise', /both 0/],
  [{ advantage: 'batch-decoupled-normalized' }, 'klIn', /looks at each rule by itself/],
  [{ stepwise: { processWeight: 1, outcomeWeight: 0 } }, 'klIn', /outcomeWeight 0 nothing sees/],
  [
    { advantage: 'reinforce-plus-plus', dynamicSampling: { low: 0, high: 1 } },
    'dynamicSampling',
    /groups of equal totals/,
  ],
  [
    { stepwise: { processWeight: 1, outcomeWeight: 1 }, dynamicSampling: { low: 0, high: 1 } },
    'dynamicSampling',
    /groups of equal totals/,
  ],
])('refuses %j', (changes, path, message) => {
  const [first, ...others] = contradictions({ ...fine, ...changes });
  expect(others).toEqual([]);
  expect(first?.path.join('.')).toBe(path);
  expect(first?.message).toMatch(message);
});
