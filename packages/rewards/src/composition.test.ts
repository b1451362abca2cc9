import { fakeRewardRule } from '@stepgrpo/testing';
import fc from 'fast-check';
import { assertComposable, opensAt, pointsOf, pointsRange } from './composition';
import type { WeightedRule } from './composition';

const ruleOf = (changes: Partial<WeightedRule> = {}): WeightedRule => ({
  rule: fakeRewardRule(),
  weight: 1,
  ...changes,
});

it.each<[string, Partial<WeightedRule>, number, readonly [number, number] | null, number]>([
  ['the weight', { weight: 2 }, 0.5, null, 1],
  ['a negative weight', { weight: -1 }, 0.5, null, -0.5],
  ['bounds, before the weight', { weight: 2, clip: [0, 0.25] }, 0.5, null, 0.5],
  ['the lower bound', { clip: [0.25, 1] }, 0, null, 0.25],
  ['an open gate', {}, 0.5, [1, 1], 0.5],
  ['a closed gate', {}, 0.5, [0.9, 1], 0],
  ['a closed gate and a penalty', {}, -0.5, [0, 1], -0.5],
  ['a closed gate and a negative weight', { weight: -1 }, 0.5, [0, 1], -0.5],
])('counts %s', (_, changes, value, gate, points) => {
  const reading = gate === null ? null : { value: gate[0], opensAt: gate[1] };
  expect(pointsOf(ruleOf(changes), value, reading)).toBe(points);
});

const number = fc.double({ min: -4, max: 4, noNaN: true });
const clip = fc.tuple(number, number).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

it('stays in its range, and a closed gate never pays', () => {
  fc.assert(
    fc.property(
      fc.record({
        weight: number,
        clip: fc.option(clip),
        range: clip,
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        gate: number,
      }),
      ({ weight, clip: bounds, range, at, gate }) => {
        const rule = fakeRewardRule({ range });
        const weighted = { rule, weight, gate: 'other', ...(bounds === null ? {} : { clip: bounds }) };
        const value = range[0] + at * (range[1] - range[0]);
        const inside = Math.min(Math.max(value, range[0]), range[1]);
        const points = pointsOf(weighted, inside, { value: gate, opensAt: 0 });
        const [min, max] = pointsRange(weighted);
        expect(points >= min && points <= Math.max(max, 0)).toBe(true);
        expect(points <= pointsOf(weighted, inside, null)).toBe(true);
      },
    ),
  );
});

it('opens a gate at its full marks, or where it is told to', () => {
  const rules = [
    ruleOf({ gate: 'format' }),
    ruleOf({ rule: fakeRewardRule({ name: 'format', range: [0, 3] }) }),
  ];
  expect(opensAt(rules[0]!, rules)).toBe(3);
  expect(opensAt({ ...rules[0]!, gateAt: 1.5 }, rules)).toBe(1.5);
  expect(opensAt(rules[1]!, rules)).toBeNull();
});

it.each<[string, readonly WeightedRule[], RegExp]>([
  ['no rules', [], /no reward rules/],
  ['a rule twice', [ruleOf(), ruleOf()], /given twice/],
  ['a weight that is no number', [ruleOf({ weight: Number.NaN })], /weight of "fake" is NaN/],
  ['bounds in the wrong order', [ruleOf({ clip: [1, 0] })], /clipped to \[1, 0\]/],
  ['a gate that is not there', [ruleOf({ gate: 'x' })], /gate of "fake" is "x"/],
  ['a rule that is its own gate', [ruleOf({ gate: 'fake' })], /no other rule/],
])('refuses %s', (_, rules, message) => {
  expect(() => assertComposable(rules)).toThrow(message);
});
