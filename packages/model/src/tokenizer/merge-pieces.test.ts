import { BPE } from '@huggingface/tokenizers';
import fc from 'fast-check';
import golden from '../../golden/tokenizer.json';
import { byteCharacters } from './byte-alphabet';
import { pieceMerger } from './merge-pieces';
import { readTokenizerSpec } from './read-tokenizer';

const spec = readTokenizerSpec(
  new Map([['tokenizer.json', JSON.stringify(golden['tokenizer.json'])]]),
  'golden',
);
const merge = pieceMerger(spec);

it('merges as the library of Hugging Face does', () => {
  const library = new BPE({
    type: 'BPE',
    vocab: Object.fromEntries(spec.vocab),
    merges: spec.merges.map((pair) => pair.join(' ')),
    ignore_merges: false,
  });
  const lettersOfMerges = fc.constantFrom(...'the aing rswoulc\n-é你');
  fc.assert(
    fc.property(fc.string({ unit: lettersOfMerges, minLength: 1, maxLength: 40 }), (piece) => {
      const written = Array.from(new TextEncoder().encode(piece), (byte) => byteCharacters[byte]).join('');
      expect(merge(piece)).toEqual(library.bpe(written).map((token) => spec.vocab.get(token)));
    }),
    { numRuns: 300 },
  );
});

it.each([' ', '\u00e9'])('takes a piece of 300,000 bytes of %j in its stride', (unit) => {
  const piece = unit.repeat(300_000 / Buffer.byteLength(unit));
  const start = performance.now();
  expect(merge(piece).length).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(5000); // a quadratic search: minutes
});
