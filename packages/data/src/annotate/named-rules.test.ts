import { namedRules } from './named-rules';

it.each([
  ['By the Pythagorean theorem we know', ['Pythagorean theorem']],
  ['Use the law of sines.', ['law of sines']],
  ['Apply the quadratic formula and the distance formula.', ['quadratic formula', 'distance formula']],
  ['The theorem says', []],
  ['nothing', []],
])('finds the rules that %s names', (line, names) => {
  expect(namedRules(line).map(({ alternatives }) => alternatives[0])).toEqual(names);
});

it('is quick on a long line', () => {
  const started = performance.now();
  namedRules('theorem '.repeat(20_000));
  namedRules('a'.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(2000);
});
