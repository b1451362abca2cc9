import { parseLatex } from '../reading';
import { TooLarge } from '../numbers/too-large';
import { faithfulSyntax } from './syntax';

const read = (latex: string) => parseLatex(latex, faithfulSyntax);

it('gives a name several values, but keeps a list of equations a list', () => {
  expect(read('x=1,2,3')).toMatchObject({ kind: 'relation', operator: '=', right: { kind: 'set' } });
  expect(read('x=1,y=2')).toMatchObject({ kind: 'set', items: [{ kind: 'relation' }, { kind: 'relation' }] });
});

it('reads a pair of both signs', () => {
  expect(read('2\\pm\\sqrt{3}')).toMatchObject({ kind: 'set', items: [{ kind: 'sum' }, { kind: 'sum' }] });
});

it('reads groups between semicolons as tuples, single ones as a list', () => {
  expect(read('1,2;3,4')).toMatchObject({ kind: 'set', items: [{ kind: 'tuple' }, { kind: 'tuple' }] });
  expect(read('1;2')).toMatchObject({ kind: 'set', items: [{ kind: 'number' }, { kind: 'number' }] });
});

it('chains relations', () => {
  expect(read('0<x\\le 1')).toMatchObject({
    kind: 'chain',
    relations: [{ operator: '<' }, { operator: '<=' }],
  });
});

it('takes the value of a name from an approximation, and the exact side otherwise', () => {
  expect(read('x\\approx 11')).toMatchObject({ kind: 'number' });
  expect(read('\\frac{1}{3}\\approx 0.33')).toMatchObject({ kind: 'number', decimal: false });
});

it('refuses lists beyond its bound', () => {
  expect(() => read(`${'1,'.repeat(400)}1`)).toThrow(TooLarge);
});
