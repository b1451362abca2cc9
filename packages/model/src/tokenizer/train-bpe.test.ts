import { ConfigError, createRng } from '@stepgrpo/core';
import { byteCharacters, byteOrder } from './byte-alphabet';
import { preTokenize } from './pre-tokenize';
import { trainBpe } from './train-bpe';

const syllables = ['ka', 'ti', 'mo', 're', 'su', 'an'];

function texts(count: number, words: number): string[] {
  const rng = createRng('train-bpe');
  const word = (): string =>
    Array.from({ length: 1 + rng.integer(3) }, () => syllables[rng.integer(syllables.length)]).join('');
  return Array.from({ length: count }, () => Array.from({ length: words }, word).join(' '));
}

/** The algorithm as the paper has it: recount everything, merge once, repeat. */
function trainSlowly(corpus: readonly string[], mergeCount: number): string[][] {
  const ids = new Map(byteOrder.map((byte, id) => [byteCharacters[byte]!, id]));
  let words = corpus
    .flatMap(preTokenize)
    .map((piece) => Array.from(Buffer.from(piece), (b) => byteCharacters[b]!));
  const merges: string[][] = [];
  while (merges.length < mergeCount) {
    const counts = new Map<string, { pair: [string, string]; count: number }>();
    for (const word of words) {
      for (let i = 0; i + 1 < word.length; i++) {
        const pair: [string, string] = [word[i]!, word[i + 1]!];
        const entry = counts.get(pair.join(' ')) ?? { pair, count: 0 };
        counts.set(pair.join(' '), { pair, count: entry.count + 1 });
      }
    }
    const [best] = [...counts.values()].sort(
      (a, b) =>
        b.count - a.count ||
        ids.get(a.pair[0])! - ids.get(b.pair[0])! ||
        ids.get(a.pair[1])! - ids.get(b.pair[1])!,
    );
    if (!best || best.count < 2) break;
    const merged = best.pair.join('');
    if (!ids.has(merged)) ids.set(merged, ids.size);
    merges.push(best.pair);
    words = words.map((word) =>
      word.reduce<string[]>((done, token) => {
        const joins = done.at(-1) === best.pair[0] && token === best.pair[1];
        return joins ? [...done.slice(0, -1), merged] : [...done, token];
      }, []),
    );
  }
  return merges;
}

const specialTokens = ['<|endoftext|>', '<|im_end|>'];

it('finds the merges of the slow, obvious algorithm', () => {
  const corpus = texts(12, 20);
  const { merges } = trainBpe({ corpus, vocabSize: 258 + 40, specialTokens });
  expect(merges).toEqual(trainSlowly(corpus, 40));
});

it('merges the most frequent pair of a text that can be checked by hand', () => {
  // " a" is a piece of two bytes that occurs four times; "ab" twice, and " c" once.
  const { merges, vocab } = trainBpe({ corpus: ['a a a a a', 'ab ab c'], vocabSize: 260, specialTokens });
  expect(merges[0]).toEqual(['Ġ', 'a']);
  expect(vocab.get('Ġa')).toBe(256);
});

it('numbers bytes as Qwen2 does and puts special tokens last', () => {
  const { vocab, addedTokens } = trainBpe({ corpus: [], vocabSize: 300, specialTokens });
  expect([vocab.get('!'), vocab.get('Ġ'), vocab.size]).toEqual([0, 220, 256]);
  expect(addedTokens.map(({ id, content }) => [id, content])).toEqual([
    [256, '<|endoftext|>'],
    [257, '<|im_end|>'],
  ]);
});

it('never joins digits', () => {
  const { vocab } = trainBpe({ corpus: Array(50).fill('12 12 12 12'), vocabSize: 400, specialTokens });
  expect([...vocab.keys()].filter((token) => /\d./.test(token) || /.\d/.test(token))).toEqual([]);
});

it('trains on a million characters within seconds', () => {
  const corpus = texts(2000, 80);
  const start = performance.now();
  trainBpe({ corpus, vocabSize: 512, specialTokens });
  expect(performance.now() - start).toBeLessThan(5000);
});

it('refuses sizes without room for bytes and special tokens', () => {
  expect(() => trainBpe({ corpus: [], vocabSize: 257, specialTokens })).toThrow(ConfigError);
  expect(() => trainBpe({ corpus: [], vocabSize: 300.5, specialTokens })).toThrow(/from 258/);
});
