import fc from 'fast-check';
import { compareCarefully } from './careful';

const same = (gold: string, prediction: string): boolean => compareCarefully(gold, prediction).equal;

it.each([
  ['1/2', '0.5'],
  ['50%', '0.5'],
  ['1 km', '1000 m'],
  ['B', '(b).'],
  ['B', 'B. chloroplast'],
  ['Paris', '"paris."'],
  ['10:45', '10:45 a.m.'],
  ['2:3', '4:6'],
  ['(0, 1)', '0 < x < 1'],
  ['x = 3', '3'],
  ['Yes', 'Yes, it does.'],
  ['12', 'So there are 12 apples.'],
  ['30^\\circ', '\\frac{\\pi}{6}'],
])('%s is %s', (gold, prediction) => {
  expect(same(gold, prediction)).toBe(true);
});

// The doubtful verdicts of specs/rewards.md 5.4, judged by value.
it.each([
  ['50', '50%'],
  ['5 cm', '5 m'],
  ['2:3', '2:4'],
  ['77_8', '77_9'],
  ['B', 'C. chloroplast'],
  ['Paris', 'London'],
  ['10:45', '10:40'],
  ['Yes', 'yes or no'],
  ['12', 'either 12 or 13'],
])('%s is not %s', (gold, prediction) => {
  expect(same(gold, prediction)).toBe(false);
});

it('takes the same text for the same answer, and an empty one for none', () => {
  expect(same('any text at all', ' any text at all ')).toBe(true);
  expect(same('', '')).toBe(false);
  expect(same('12', ' ')).toBe(false);
});

it('is symmetric where both sides are plain values', () => {
  const values = ['12', '0.5', '1/2', 'B', 'Paris', '5 cm', '50 mm', '(1,2)', '\\{1,2\\}', '10:45'];
  for (const a of values) for (const b of values) expect([a, b, same(a, b)]).toEqual([a, b, same(b, a)]);
});

it('does not read a reference of thousands of characters', () => {
  expect(compareCarefully('1+'.repeat(2000), '3')).toEqual({ equal: false, tooLarge: true });
});

it('says of plain numbers at once what it says the long way', () => {
  const digits = fc.stringMatching(/^-?0{0,2}\d{1,4}(\.\d{0,3}0{0,2})?$/);
  const written = fc
    .tuple(digits, fc.constantFrom('', ' '), fc.constantFrom('', '$'))
    .map(([number, blank, dollar]) => `${blank}${dollar}${number}${dollar}${blank}`);
  const near = fc.tuple(written, written).chain(([a, b]) => fc.constantFrom([a, b], [a, `${a}0`], [a, `-${a}`], [a, `0${a}`])); // prettier-ignore
  const long = (text: string): string => text + ' '.repeat(20); // too long for the short cut
  fc.assert(
    fc.property(near, fc.boolean(), ([gold = '', prediction = ''], trustGold) => {
      const wanted = compareCarefully(long(gold), long(prediction), trustGold);
      expect(compareCarefully(gold, prediction, trustGold)).toEqual(wanted);
    }),
    { numRuns: 500 },
  );
});
