import fc from 'fast-check';
import { equation, equationStep, runningSum } from './equation';

it('has the alternatives of the design', () => {
  const { text, keyStep } = equation(3, '+', 8);
  expect(text).toBe('3 + 8 = 11');
  expect(keyStep).toEqual(expect.arrayContaining(['3 + 8 = 11', '8 + 3 = 11', '3 plus 8 equals 11']));
});

it('swaps operands only where that is allowed, and lists nothing twice', () => {
  expect(equation(8, '-', 1).keyStep).toEqual([
    '8 - 1 = 7',
    '8 \u2212 1 = 7',
    '8-1=7',
    '8 minus 1 equals 7',
    '8 minus 1 is 7',
  ]);
  expect(equation(4, '*', 4).keyStep).toHaveLength(new Set(equation(4, '*', 4).keyStep).size);
  expect(equation(4, '*', 5).keyStep).toEqual(
    expect.arrayContaining(['5 \\times 4 = 20', '4 times 5 is 20']),
  );
});

it('adds from left to right, and accepts the whole sum for the last step', () => {
  const { steps, total } = runningSum([3, 8, 1]);
  expect(total).toBe(12);
  expect(steps.map((step) => step.text)).toEqual(['3 + 8 = 11', '11 + 1 = 12']);
  expect(steps[1]!.keySteps[0]).toContain('3 + 8 + 1 = 12');
  expect(runningSum([3, 8]).steps.map((step) => step.text)).toEqual(['3 + 8 = 11']);
});

it('ends in the sum of the terms for any terms', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 9 }), (terms) => {
      const { steps, total } = runningSum(terms);
      expect(total).toBe(terms.reduce((sum, term) => sum + term));
      expect(steps).toHaveLength(terms.length - 1);
      expect(steps.at(-1)!.text.endsWith(`= ${total}`)).toBe(true);
    }),
  );
});

it('puts our own notation first in the key step of a step', () => {
  expect(equationStep(equation(2, '*', 3), ['(1 + 1) * 3 = 6']).keySteps[0]!.at(0)).toBe('2 * 3 = 6');
  expect(equationStep(equation(2, '*', 3), ['(1 + 1) * 3 = 6']).keySteps[0]!.at(-1)).toBe('(1 + 1) * 3 = 6');
});
