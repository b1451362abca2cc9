import { activeCoefficient, afterUpdate, initialAdaptiveEntropy } from './adaptive-entropy';

const options = { target: 0.5, delta: 0.1, min: 0, max: 0.25 };

it('applies nothing before an entropy is known', () => {
  expect(activeCoefficient(initialAdaptiveEntropy(0.2), options)).toBe(0);
});

it('raises the bonus while the policy is too sure, to a limit, and lowers it after', () => {
  let state = afterUpdate(initialAdaptiveEntropy(0.1), 0.5, options);
  expect(state).toEqual({ coefficient: 0.2, lastEntropy: 0.5 });
  expect(activeCoefficient(state, options)).toBe(0.2);
  state = afterUpdate(state, 0.1, options);
  expect(state.coefficient).toBe(0.25);
  state = afterUpdate(state, 0.6, options);
  expect(state.coefficient).toBeCloseTo(0.15, 12);
  expect(activeCoefficient(state, options)).toBe(0);
  expect(afterUpdate({ coefficient: 0.05, lastEntropy: 1 }, 1, options).coefficient).toBe(0);
});
