import { comparisonOf, readLatex } from './comparison';

it('differs between the flavours where they do', () => {
  expect(comparisonOf(true)).toMatchObject({ faithful: true, setEqualsRelation: false });
  expect(comparisonOf(false)).toMatchObject({ faithful: false, setEqualsRelation: true });
});

it('reads LaTeX', () => expect(readLatex('x=3')).toMatchObject({ kind: 'relation' }));
