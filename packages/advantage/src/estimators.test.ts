import { createEstimator, estimators } from './estimators';

it.each(estimators.names)('makes %s under the name it is registered by', (name) => {
  expect(createEstimator(name).name).toBe(name);
});

it('passes options on', () => {
  const [[low]] = createEstimator('group-normalized', { epsilon: 1 }).estimate([[0, 2]]) as [[number]];
  expect(low).toBeCloseTo(-1 / (Math.SQRT2 + 1), 14);
});

it.each([
  ['no-such', {}, 'No advantage estimator is named "no-such". Fix: use one of: group-normalized,'],
  ['constructor', {}, 'No advantage estimator is named "constructor".'],
  [
    'group-normalized',
    { eps: 1 },
    'advantage.eps: "group-normalized" has no option "eps". Fix: use: epsilon.',
  ],
  ['group-centered', { epsilon: 1 }, 'Fix: give none.'],
  ['group-normalized', { epsilon: '1' }, 'advantage.epsilon: "1" is not a non-negative number.'],
  ['group-normalized', { epsilon: -1 }, '-1 is not a non-negative number.'],
  ['leave-one-out', { normalize: 1 }, '1 is not a boolean.'],
])('refuses %s with %j', (name, options, message) => {
  expect(() => createEstimator(name, options)).toThrow(message);
});
