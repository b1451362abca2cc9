import { ConfigError } from '@stepgrpo/core';
import { byteCharacters, byteOrder } from '../tokenizer/byte-alphabet';
import type { TokenizerSpec } from '../tokenizer/tokenizer-spec';
import { qwen2VlSpecialTokens } from '../qwen2-vl/special-tokens';

/** Base tokens of the published tokenizer; its special tokens follow. */
const publishedBase = 151_643;

/** Source  added_tokens of tokenizer.json of Qwen/Qwen2-VL-2B-Instruct, ids 151643 to 151656 */
const publishedSpecial = [
  '<|endoftext|>',
  '<|im_start|>',
  '<|im_end|>',
  '<|object_ref_start|>',
  '<|object_ref_end|>',
  '<|box_start|>',
  '<|box_end|>',
  '<|quad_start|>',
  '<|quad_end|>',
  '<|vision_start|>',
  '<|vision_end|>',
  '<|vision_pad|>',
  '<|image_pad|>',
  '<|video_pad|>',
] as const;

/** Bytes whose pairs and triples become tokens first: those of English text, roughly by frequency. */
const frequent = [
  ...new TextEncoder().encode(' etaoinshrdlcumwfgypbvkjxqzTAISOWCBPHFMDRELNG.,0123456789-\'"?!():;=+*/'),
];

/**
 * A byte-level BPE tokenizer of any size that nobody trained: tokens are the 256 bytes, pairs of bytes and triples. It
 * encodes any text and decodes any id. From 151,657 tokens on, the special tokens have the ids of the published tokenizer,
 * and ids beyond them decode to `<|synthetic_n|>`.
 *
 * Range   vocabSize from 264 (bytes and 8 special tokens) to 16,843,008
 */
export function syntheticTokenizer(vocabSize: number): TokenizerSpec {
  const isPublished = vocabSize >= publishedBase + publishedSpecial.length;
  const special = isPublished ? publishedSpecial : qwen2VlSpecialTokens;
  const base = isPublished ? publishedBase : vocabSize - special.length;
  if (!Number.isInteger(vocabSize) || base < byteOrder.length || base > 256 + 256 ** 2 + 256 ** 3) {
    throw new ConfigError(
      `a synthetic vocabulary of ${vocabSize} tokens cannot be made.`,
      `choose a whole number from ${byteOrder.length + qwen2VlSpecialTokens.length}.`,
      'vocabSize',
    );
  }
  const bytes = byteOrder.map((byte) => byteCharacters[byte]!);
  const order = [...new Set([...frequent, ...byteOrder])].map((byte) => byteCharacters[byte]!);
  const vocab = new Map(bytes.map((token, id) => [token, id]));
  const merges: [string, string][] = [];
  const join = (left: string, right: string): boolean => {
    if (vocab.size >= base) return false;
    vocab.set(left + right, vocab.size);
    merges.push([left, right]);
    return true;
  };
  const pairs: string[] = [];
  for (const [left, right] of byNearness(order, order)) {
    if (!join(left, right)) break;
    pairs.push(left + right);
  }
  for (const [left, right] of byNearness(pairs, order)) if (!join(left, right)) break;
  const named = special.map((content, i) => ({ id: base + i, content, special: true }));
  const extra = Array.from({ length: vocabSize - base - special.length }, (_, i) => ({
    id: base + special.length + i,
    content: `<|synthetic_${i}|>`,
    special: true,
  }));
  return { vocab, merges, addedTokens: [...named, ...extra] };
}

/** All pairs of an earlier and a later list, those early in both first: growing squares, then the rest of the longer list. */
function* byNearness(
  lefts: readonly string[],
  rights: readonly string[],
): Generator<readonly [string, string]> {
  for (let edge = 0; edge < Math.max(lefts.length, rights.length); edge++) {
    const [left, right] = [lefts[edge], rights[edge]];
    for (let i = 0; left !== undefined && i < Math.min(edge, rights.length); i++) yield [left, rights[i]!];
    for (let i = 0; right !== undefined && i <= Math.min(edge, lefts.length - 1); i++)
      yield [lefts[i]!, right];
  }
}
