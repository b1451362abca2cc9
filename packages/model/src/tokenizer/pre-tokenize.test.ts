import fc from 'fast-check';
import golden from '../../golden/tokenizer.json';
import { preTokenize } from './pre-tokenize';

const cases = golden.cases.filter((c) => c.pre_tokens !== null);

it.each(cases)('cuts $name as the original does', ({ normalized, pre_tokens }) => {
  expect(preTokenize(normalized)).toEqual(pre_tokens);
});

it('takes the long s for an s in contractions, and leaves what follows', () => {
  expect(preTokenize("it'\u017ft")).toEqual(['it', "'\u017f", 't']);
});

it('takes U+0085 for white space, and U+FEFF for a mark before a word', () => {
  expect(preTokenize('a\u0085\u0085b')).toEqual(['a', '\u0085', '\u0085b']);
  expect(preTokenize('a \ufeffb')).toEqual(['a', ' \ufeff', 'b']);
});

it('loses nothing of any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => preTokenize(text).join('') === text));
});
