import { normalizeAnswer } from './normalize-answer';

it.each([
  ['$\\frac{2}{4}$', '1/2'],
  ['0.50', '1/2'],
  ['50%', '1/2'],
  ['1,250', '1250'],
  ['\\boxed{-3}', '-3'],
  ['(b).', 'B'],
  ['C and A', 'A, C'],
  ['"Paris."', 'paris'],
  ['The answer is Paris', 'paris'],
])('%s is spelt %s', (source, spelling) => {
  expect(normalizeAnswer(source)).toBe(spelling);
});

it('changes nothing the second time', () => {
  for (const source of ['$\\frac{2}{4}$', '(b).', 'C and A', '"Paris."', 'x + 1', '', '...']) {
    expect(normalizeAnswer(normalizeAnswer(source))).toBe(normalizeAnswer(source));
  }
});

it('leaves what is no answer as it is, but for the case', () => {
  const long = `${'“'.repeat(100_001)}A`;
  expect(normalizeAnswer(` ${long} `)).toBe(long.toLowerCase());
});
