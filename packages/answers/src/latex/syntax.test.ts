import { NotAFormula, carefulSyntax, faithfulSyntax, notAFormula } from './syntax';

it('gives up by throwing one shared error', () => {
  expect(() => notAFormula('for a reason')).toThrow(NotAFormula);
});

it('has two ways of reading', () =>
  expect([faithfulSyntax.faithful, carefulSyntax.faithful]).toEqual([true, false]));
