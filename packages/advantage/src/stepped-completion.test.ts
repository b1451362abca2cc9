import { requireSteps } from './stepped-completion';

const steps = (...ends: number[]): { end: number; reward: number }[] =>
  ends.map((end) => ({ end, reward: 1 }));

it('accepts steps in order, and a completion without any', () => {
  expect(() => requireSteps([{ tokens: 4, steps: steps(0, 3) }, { tokens: 0, steps: [] }], 0, false)).not.toThrow(); // prettier-ignore
});

it.each([[steps(2, 2)], [steps(4)], [steps(-1)], [steps(0.5)], [steps(NaN)]])(
  'refuses %j in four tokens',
  (given) => {
    expect(() => requireSteps([{ tokens: 4, steps: given }], 3, false)).toThrow(
      /Step \d of completion 0 of group 3 ends/,
    );
  },
);

it('asks for an outcome only where one is used', () => {
  expect(() => requireSteps([{ tokens: 4, steps: [] }], 0, true)).toThrow(
    'There is no outcome reward for completion 0',
  );
});
