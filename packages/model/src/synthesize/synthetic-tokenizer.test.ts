import { createTokenizer } from '../tokenizer';
import { assembleSpec } from '../tokenizer/tokenizer-spec';
import { syntheticTokenizer } from './synthetic-tokenizer';

it.each([264, 300, 1000, 70_000, 151_936])('has %i tokens, each of which decodes', (size) => {
  const spec = syntheticTokenizer(size);
  const tokenizer = createTokenizer(spec);
  expect(tokenizer.vocabSize).toBe(size);
  expect(spec.vocab.size + spec.addedTokens.length).toBe(size);
  for (let id = 0; id < size; id += Math.max(1, Math.floor(size / 3000))) {
    expect(tokenizer.decode([id])).not.toBe('');
  }
});

it('keeps the published ids of the special tokens', () => {
  const { specialTokens } = createTokenizer(syntheticTokenizer(151_936));
  expect(specialTokens.get('<|endoftext|>')).toBe(151_643);
  expect(specialTokens.get('<|vision_start|>')).toBe(151_652);
  expect(specialTokens.get('<|video_pad|>')).toBe(151_656);
});

it('is consistent and gives texts back', () => {
  const { vocab, merges, addedTokens } = syntheticTokenizer(2000);
  const checked = assembleSpec({ vocab: Object.fromEntries(vocab), merges, addedTokens }, 'here');
  const tokenizer = createTokenizer(checked);
  for (const text of ['What is the sum of 3 and 4?', 'naïve 数字 🙂', ' \n\t']) {
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  }
  expect(tokenizer.encode('the sum').length).toBeLessThan(7);
});

it('refuses a size without room for the bytes', () => {
  expect(() => syntheticTokenizer(263)).toThrow('vocabulary of 263 tokens');
});
