import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';
import type { BundleFiles } from '../text-bundle-files';
import { jsonOf } from '../text-bundle-files';
import { assembleSpec, maxTokenId } from './tokenizer-spec';
import { qwen2Pattern } from './pre-tokenize';
import type { TokenizerSpec } from './tokenizer-spec';

const tokenId = z.number().int().nonnegative().max(maxTokenId);
const addedToken = z.looseObject({
  content: z.string().min(1),
  lstrip: z.literal(false).default(false),
  rstrip: z.literal(false).default(false),
  single_word: z.literal(false).default(false),
  special: z.boolean().default(false),
});
/** Their 150,000 entries are checked by `assembleSpec`, in plain loops: a schema takes seconds for them. */
const tokenIds = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object of token ids',
);
const absent = z.union([z.null(), z.literal(''), z.literal(false)]).optional();
const byteLevel = z.looseObject({
  type: z.literal('ByteLevel'),
  add_prefix_space: z.literal(false),
  use_regex: z.literal(false),
});
const split = z.looseObject({
  type: z.literal('Split'),
  pattern: z.object({ Regex: z.literal(qwen2Pattern) }),
  behavior: z.literal('Isolated'),
  invert: z.literal(false),
});

const tokenizerFile = z.looseObject({
  added_tokens: z.array(addedToken.extend({ id: tokenId })).default([]),
  normalizer: z.looseObject({ type: z.literal('NFC') }),
  pre_tokenizer: z.looseObject({
    type: z.literal('Sequence'),
    pretokenizers: z.tuple([split, byteLevel]),
  }),
  decoder: z.looseObject({ type: z.literal('ByteLevel') }),
  model: z.looseObject({
    type: z.literal('BPE').default('BPE'),
    dropout: absent,
    unk_token: absent,
    continuing_subword_prefix: absent,
    end_of_word_suffix: absent,
    byte_fallback: absent,
    ignore_merges: absent,
    vocab: tokenIds,
    merges: z.array(z.unknown()),
  }),
});

const addedTokensDecoder = z.looseObject({
  added_tokens_decoder: z.record(z.string(), addedToken).default({}),
});

/**
 * Reads `tokenizer.json`, or the older `vocab.json` with `merges.txt` (added tokens then come from
 * `tokenizer_config.json`). Merges may be pairs or "a b".
 *
 * Throws  CheckpointError when there is no tokenizer, or one of another kind than Qwen2's (NFC, its pattern, byte-level BPE)
 */
export function readTokenizerSpec(files: BundleFiles, place: string): TokenizerSpec {
  const json = jsonOf(files, 'tokenizer.json', place);
  if (json !== undefined) {
    const file = join(place, 'tokenizer.json');
    const { model, added_tokens } = check(tokenizerFile, json, file);
    return assembleSpec({ vocab: model.vocab, merges: model.merges, addedTokens: added_tokens }, file);
  }
  const vocab = jsonOf(files, 'vocab.json', place);
  const merges = files.get('merges.txt');
  if (vocab === undefined || merges === undefined) {
    throw new CheckpointError(
      `${place} has no tokenizer: neither tokenizer.json nor vocab.json with merges.txt.`,
      'name a directory that holds the tokenizer files of a Qwen2-VL checkpoint.',
    );
  }
  const configPlace = join(place, 'tokenizer_config.json');
  const config = check(addedTokensDecoder, jsonOf(files, 'tokenizer_config.json', place) ?? {}, configPlace);
  const addedTokens = Object.entries(config.added_tokens_decoder).map(([id, token]) => ({
    ...token,
    id: check(tokenId, Number(id), configPlace),
  }));
  const lines = merges.split('\n').map((line) => line.replace(/\r$/, ''));
  const ranked = lines.filter((line, i) => line !== '' && !(i === 0 && line.startsWith('#version')));
  const checked = check(tokenIds, vocab, join(place, 'vocab.json'));
  return assembleSpec({ vocab: checked, merges: ranked, addedTokens }, place);
}

function check<T extends z.ZodType>(schema: T, value: unknown, place: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CheckpointError(
    `${place}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not as expected'}.`,
    'use the tokenizer files of a Qwen2-VL or Qwen2.5-VL checkpoint.',
  );
}
