import { TooLarge } from '../numbers/too-large';
import { normalizeLatex, repairLatex } from './normalize-latex';

it.each([
  ['\\dfrac12', '\\frac{1}{2}'],
  ['\\sqrt3', '\\sqrt{3}'],
  ['\\left(1,2\\right)', '(1,2)'],
  ['12,\\!000', '12,000'],
  ['1 \\text{ and } 2', '1, 2'],
  ['1 or 2', '1, 2'],
  ['28 percent', '28%'],
  ['.25', '0.25'],
  ['0.5', '\\frac{1}{2}'],
  ['2^(3)', '2^{3}'],
  ['sqrt(2)', '\\sqrt{2}'],
  ['3/4', '\\frac{3}{4}'],
  ['\\boxed{7}', '7'],
  ['5\\text{ cm}', '5'],
  ['infinity', '\\infty'],
])('%s becomes %s', (source, expected) => expect(normalizeLatex(source, 'all')).toBe(expected));

it('repairs without opening boxes or dropping units', () => {
  expect(repairLatex('\\boxed{5} cm')).toBe('\\boxed{5} cm');
});

it('gives up on what is too long', () => {
  expect(() => normalizeLatex('1+'.repeat(2000), 'all')).toThrow(TooLarge);
});
