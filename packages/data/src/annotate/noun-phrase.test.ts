import { mathTokens } from './math-tokens';
import { nounPhraseBefore } from './noun-phrase';

it.each([
  ['So the radius of the circle is', 'radius of the circle', true],
  ['Triangle ABC is', 'Triangle ABC', false],
  ['Angle A is', 'Angle A', false],
  ['the bar for Monday is', null, false],
  ['3 apples is', null, false],
  ['it is', null, false],
  ['is', null, false],
  ['one very long list of names without any end at all is', null, false],
])('finds the name in %s', (line, text, definite) => {
  const tokens = mathTokens(line);
  const phrase = nounPhraseBefore(line, tokens, tokens.length - 1);
  expect(phrase?.text ?? null).toBe(text);
  if (text !== null) expect(phrase!.definite).toBe(definite);
});
