import { withoutUnits } from './units';

it.each([
  ['5\\text{ cm}', '5'],
  ['12 \\text{ cm}^2', '12'],
  ['15\\mbox{ cm}^2', '15'],
  ['3m', '3'],
  ['\\frac{1}{2} hours', '\\frac{1}{2}'],
  ['\\text{Yes}', '\\text{Yes}'],
  ['x', 'x'],
  ['a+b', 'a+b'],
])('%s is %s', (text, expected) => expect(withoutUnits(text)).toBe(expected));
