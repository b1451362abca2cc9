import type { Expression } from './expression';
import { notations } from './notations';
import { writeExpression } from './write-expression';

const number = (digits: string): Expression => ({ kind: 'number', digits });
const name = (text: string): Expression => ({ kind: 'name', name: text });
const sum: Expression = {
  kind: 'sum',
  terms: [
    { sign: '+', of: name('a') },
    { sign: '-', of: name('b') },
  ],
};
const [plain, signs, latex, tight, spoken] = notations;
const grouped = notations.find(({ groupThousands }) => groupThousands)!;

it.each<[Expression, typeof plain, string | null]>([
  [{ kind: 'fraction', over: sum, under: number('2') }, plain, '(a - b)/2'],
  [{ kind: 'fraction', over: sum, under: number('2') }, latex, '\\frac{a - b}{2}'],
  [{ kind: 'fraction', over: sum, under: number('2') }, spoken, null],
  [{ kind: 'fraction', over: number('1'), under: number('2') }, spoken, '1 divided by 2'],
  [{ kind: 'power', base: name('x'), exponent: number('2') }, signs, 'x²'],
  [{ kind: 'power', base: name('x'), exponent: number('10') }, latex, 'x^{10}'],
  [{ kind: 'power', base: name('x'), exponent: sum }, plain, 'x^(a - b)'],
  [{ kind: 'power', base: name('x'), exponent: number('4') }, spoken, null],
  [{ kind: 'root', of: number('16') }, signs, '√16'],
  [{ kind: 'root', of: sum }, signs, '√(a - b)'],
  [{ kind: 'root', of: sum }, latex, '\\sqrt{a - b}'],
  [{ kind: 'measured', of: number('25'), unit: '%' }, latex, '25\\%'],
  [{ kind: 'measured', of: number('12'), unit: 'cm^2' }, signs, '12 cm²'],
  [{ kind: 'measured', of: number('12'), unit: 'cm^2' }, spoken, '12 square cm'],
  [{ kind: 'juxtaposed', of: [name('pi'), name('r')] }, latex, '\\pi r'],
  [{ kind: 'juxtaposed', of: [number('2'), name('x')] }, tight, '2x'],
  [{ kind: 'negative', of: { kind: 'brackets', of: sum } }, tight, '-(a-b)'],
  [number('1234567.89'), grouped, '1,234,567.89'],
])('writes %j', (expression, notation, text) => {
  expect(writeExpression(expression, notation!)).toBe(text);
});
