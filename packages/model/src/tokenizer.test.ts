import { join } from 'node:path';
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { describeWithFixtures } from '@stepgrpo/testing';
import fc from 'fast-check';
import golden from '../golden/tokenizer.json';
import { createTokenizer, loadTokenizer } from './tokenizer';
import { readTokenizerSpec } from './tokenizer/read-tokenizer';

const json = golden['tokenizer.json'];
const tokenizer = createTokenizer(
  readTokenizerSpec(new Map([['tokenizer.json', JSON.stringify(json)]]), 'golden'),
);
const skipSpecial = true;
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<|im_end|>', '<|', 'the', ' ', '\n', '1', "'s", '\u0301', 'é', '\ufeff', '😀'),
  }),
);

it.each(golden.cases)('encodes and decodes $name', ({ text, ids, decoded, decoded_skip_special }) => {
  expect(tokenizer.encode(text)).toEqual(ids);
  expect(tokenizer.encodeWithOffsets(text).ids).toEqual(ids);
  expect(tokenizer.decode(ids)).toBe(decoded);
  expect(tokenizer.decode(ids, { skipSpecial })).toBe(decoded_skip_special);
});

it.each(golden.decode_only)('decodes $name', ({ ids, decoded, decoded_skip_special }) => {
  expect(tokenizer.decode(ids)).toBe(decoded);
  expect(tokenizer.decode(ids, { skipSpecial })).toBe(decoded_skip_special);
  expect(tokenizer.decodeWithOffsets(ids, { skipSpecial }).text).toBe(decoded_skip_special);
});

it('agrees with the library of Hugging Face on any text', () => {
  const library = new LibraryTokenizer(json, { clean_up_tokenization_spaces: false });
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(!/'\u017f/.test(text)); // the library does not know the long s as a contraction
      expect(tokenizer.encode(text)).toEqual(library.encode(text).ids);
    }),
    { numRuns: 200 },
  );
});

it('gives back any text in NFC', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const wellFormed = new TextDecoder().decode(new TextEncoder().encode(`.${text}`)).slice(1);
      const decoded = tokenizer.decode(tokenizer.encode(text, { parseSpecial: false }));
      expect(decoded).toBe(wellFormed.normalize('NFC'));
    }),
  );
});

it('spans every character, in order, each token with those it holds a byte of', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { ids, spans } = tokenizer.encodeWithOffsets(text);
      expect(spans).toHaveLength(ids.length);
      let reached = 0;
      for (const [start, end] of spans) {
        expect(start).toBeLessThanOrEqual(reached);
        expect(end).toBeGreaterThan(start);
        reached = Math.max(reached, end);
      }
      expect(reached).toBe(text.length);
    }),
  );
});

it('spans words, composed characters and special tokens as one would point at them', () => {
  const text = 'A cafe\u0301<|im_end|>😀';
  const { ids, spans } = tokenizer.encodeWithOffsets(text);
  const pointed = ids.map((id, i) => [tokenizer.decode([id]), text.slice(...spans[i]!)]);
  expect(pointed).toContainEqual(['é', 'e\u0301']);
  expect(pointed).toContainEqual(['<|im_end|>', '<|im_end|>']);
  expect(spans.slice(-4)).toEqual(Array(4).fill([17, 19]));
});

it('says how much text there is after each token', () => {
  const ids = tokenizer.encode('The 😀<|im_end|> end');
  const { text, starts, ends } = tokenizer.decodeWithOffsets(ids, { skipSpecial });
  expect(text).toBe('The 😀 end');
  expect(ends).toHaveLength(ids.length);
  expect(ends[0]).toBe(3);
  expect(ends.at(-1)).toBe(text.length);
  const emoji = ids.flatMap((id, i) => (tokenizer.decode([id]).includes('\ufffd') ? [ends[i]] : []));
  expect(emoji).toEqual([6, 6, 6, 6]); // each byte contributes to the one character
  expect(ids.flatMap((_, i) => (ends[i] === 6 && starts[i] !== 6 ? [starts[i]] : []))).toEqual([4, 4, 4, 4]);
});

it('decodes the ids a network may draw beyond the vocabulary to nothing', () => {
  expect(tokenizer.decode([64, 99_999, -1, 65])).toBe('ab');
  expect(tokenizer.decodeWithOffsets([64, 99_999, 65])).toEqual({
    text: 'ab',
    starts: [0, 1, 1],
    ends: [1, 1, 2],
  });
});

it('spells special tokens when asked to', () => {
  const ids = tokenizer.encode('<|im_end|>', { parseSpecial: false });
  expect(ids.length).toBeGreaterThan(1);
  expect(ids).not.toContain(tokenizer.specialTokens.get('<|im_end|>'));
  expect(tokenizer.decode(ids, { skipSpecial })).toBe('<|im_end|>');
});

it('counts its tokens', () => {
  expect([tokenizer.vocabSize, tokenizer.specialTokens.size]).toEqual([512, 8]);
});

describeWithFixtures('qwen2-vl-tiny', (root) => {
  it.each(['model', 'model-v5-names'])('reads the tokenizer of %s', async (folder) => {
    const loaded = await loadTokenizer(join(root, folder));
    for (const { text, ids } of golden.cases) expect(loaded.encode(text)).toEqual(ids);
  });
});
