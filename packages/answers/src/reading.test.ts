import { faithfulSyntax } from './latex/syntax';
import { parseLatex, readAnswer } from './reading';

const kinds = { latex: true, plain: true, boxedPriority: 50 };
const read = (text: string) => readAnswer(text, kinds, faithfulSyntax);

it('falls back to the next candidate when the best cannot be read', () => {
  expect(read('$0.\\overline{3}$')).toMatchObject({
    value: { kind: 'number', value: { numerator: 0n } },
    text: '0.\\overline{3}',
  });
});

it('keeps the first text met, read or not', () => {
  expect(read('2 1/2')).toMatchObject({ value: { value: { numerator: 1n } }, text: '2 1/2' });
  expect(read('$]0,1[$')).toMatchObject({ value: null, text: ']0,1[' });
  expect(read('nothing')).toMatchObject({ value: null, text: null });
});

it('makes one set of joined formulas and counts percent signs', () => {
  expect(read('$1$ and $2$')).toMatchObject({ value: { kind: 'set' }, text: '1 and 2' });
  expect(read('$28$ percent')).toMatchObject({ value: { kind: 'percent' } });
});

it('reads nothing when the best number is in a script that the reference cannot read', () => {
  expect(read('so 3 or ٢')).toMatchObject({ value: null, text: null });
});

it('says where the value stands, also when only the end of a text is read', () => {
  expect(read('the answer is 12')).toMatchObject({ span: [14, 16], tooLarge: false });
  const long = `${'x'.repeat(100_000)} 12`;
  expect(read(long)).toMatchObject({ span: [100_001, 100_003], tooLarge: true });
});

it('reads digits in groups as one number when they are all there is', () => {
  expect(parseLatex('12,000', faithfulSyntax)).toMatchObject({ value: { numerator: 12000n } });
  expect(parseLatex('12, 000', faithfulSyntax)).toMatchObject({ kind: 'set' });
});
