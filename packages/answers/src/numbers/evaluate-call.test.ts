import { complexOver } from './complex';
import { evaluateCall } from './evaluate-call';
import { functionNames } from './expression';
import type { FunctionName } from './expression';
import { NoValue } from './no-value';
import { doubles } from './real-field';
import { workBudget } from './too-large';

const complex = complexOver(doubles);
const call = (name: FunctionName, ...args: number[]): number =>
  evaluateCall(name, args.map(complex.real), { complex, bindings: new Map(), budget: workBudget() }).re;

it.each<[FunctionName, number[], number]>([
  ['tan', [Math.PI / 4], 1],
  ['cot', [Math.PI / 4], 1],
  ['sec', [Math.PI / 3], 2],
  ['csc', [Math.PI / 6], 2],
  ['asec', [2], Math.PI / 3],
  ['acsc', [2], Math.PI / 6],
  ['acot', [1], Math.PI / 4],
  ['sinh', [1], Math.sinh(1)],
  ['tanh', [0.5], Math.tanh(0.5)],
  ['asinh', [2], Math.asinh(2)],
  ['acosh', [2], Math.acosh(2)],
  ['atanh', [0.5], Math.atanh(0.5)],
  ['log', [8, 2], 3],
  ['log', [Math.E], 1],
  ['floor', [-2.5], -3],
  ['ceil', [-2.5], -2],
  ['factorial', [5], 120],
  ['binomial', [5, 2], 10],
  ['root', [-27, 3], -3],
  ['gcd', [12, 18], 6],
  ['lcm', [4, 6], 12],
  ['min', [3, 1, 2], 1],
  ['max', [3, 1, 2], 3],
  ['mod', [-1, 5], 4],
])('%s of %j is %f', (name, args, value) => expect(call(name, ...args)).toBeCloseTo(value, 10));

it('has a rule for every name', () => {
  for (const name of functionNames) {
    if (name !== 'det') expect(call(name, 1, 1)).not.toBeUndefined();
  }
});

it('has no value for the gcd of fractions, huge factorials and determinants', () => {
  expect(() => call('gcd', 0.5, 1)).toThrow(NoValue);
  expect(() => call('factorial', 1e6)).toThrow(NoValue);
  expect(() => call('det', 1)).toThrow(NoValue);
});
