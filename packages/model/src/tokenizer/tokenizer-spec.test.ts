import { CheckpointError } from '@stepgrpo/core';
import { byteCharacters } from './byte-alphabet';
import { assembleSpec } from './tokenizer-spec';

const bytes = Object.fromEntries(byteCharacters.map((byte, id) => [byte, id]));
const addedTokens = [{ id: 257, content: '<|im_end|>', special: true }];
const assemble = (changes: Partial<Parameters<typeof assembleSpec>[0]>) =>
  assembleSpec({ vocab: { ...bytes, ab: 256 }, merges: ['a b'], addedTokens, ...changes }, 'x.json');

it('takes merges as texts and as pairs', () => {
  const { vocab, merges } = assemble({ merges: ['a b', ['a', 'b']] });
  expect(merges).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect([vocab.size, vocab.get('ab')]).toEqual([257, 256]);
});

it('takes an added token that the vocabulary lists under the same id', () => {
  expect(assemble({ vocab: { ...bytes, ab: 256, '<|im_end|>': 257 } }).addedTokens).toEqual(addedTokens);
});

it.each<[string, Parameters<typeof assemble>[0], string]>([
  ['an id that is no number', { vocab: { ...bytes, ab: '256' } }, '"ab" has the id "256"'],
  ['an id above 24 bits', { vocab: { ...bytes, ab: 2 ** 24 } }, '"ab" has the id 16777216'],
  ['a shared id', { vocab: { ...bytes, ab: 97 } }, 'share the id 97'],
  [
    'an added token on the id of another',
    { addedTokens: [{ ...addedTokens[0]!, id: 256 }] },
    'share the id 256',
  ],
  ['an absent byte', { vocab: { ab: 256 } }, 'no token for the byte'],
  ['a merge into no token', { merges: ['b a'] }, 'needs "ba"'],
  ['a merge of three', { merges: ['a b c'] }, 'merge 0 is not two tokens'],
  ['a merge of numbers', { merges: [[1, 2]] }, 'merge 0 is not two tokens'],
])('refuses %s', (_what, changes, message) => {
  expect(() => assemble(changes)).toThrow(CheckpointError);
  expect(() => assemble(changes)).toThrow(message);
});
