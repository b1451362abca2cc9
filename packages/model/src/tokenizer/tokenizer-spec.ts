import { join } from 'node:path';
import { CheckpointError } from '@stepgrpo/core';
import { z } from 'zod';
import type { BundleFiles } from '../text-bundle-files';
import { jsonOf } from '../text-bundle-files';
import { byteCharacters } from './byte-alphabet';
import { qwen2Pattern } from './pre-tokenize';

/** A token that is cut out of the text literally, before anything else. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Special tokens can be left out when decoding. */
  readonly special: boolean;
}

/** What a byte-level BPE tokenizer consists of, whichever files it was read from. */
export interface TokenizerSpec {
  readonly vocab: ReadonlyMap<string, number>;
  /** In order of rank: the first is merged first. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  readonly addedTokens: readonly AddedToken[];
}

const tokenId = z.number().int().nonnegative().max(0xffffff);
const addedToken = z.looseObject({
  content: z.string().min(1),
  lstrip: z.literal(false).default(false),
  rstrip: z.literal(false).default(false),
  single_word: z.literal(false).default(false),
  special: z.boolean().default(false),
});
const token = z.string().min(1);
const merge = z.union(
  [
    z.tuple([token, token]),
    z
      .string()
      .transform((line) => line.split(' '))
      .pipe(z.tuple([token, token])),
  ],
  { error: 'a merge is two tokens, as a pair or with a space between' },
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
    vocab: z.record(z.string(), tokenId),
    merges: z.array(merge),
  }),
});

const vocabFile = z.record(z.string(), tokenId);
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
    const { model, added_tokens } = check(tokenizerFile, json, join(place, 'tokenizer.json'));
    return consistent(
      { vocab: entries(model.vocab), merges: model.merges, addedTokens: added_tokens },
      place,
    );
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
  return consistent(
    {
      vocab: entries(check(vocabFile, vocab, join(place, 'vocab.json'))),
      merges: check(z.array(merge), ranked, join(place, 'merges.txt')),
      addedTokens,
    },
    place,
  );
}

const entries = (vocab: Record<string, number>): Map<string, number> => new Map(Object.entries(vocab));

function check<T extends z.ZodType>(schema: T, value: unknown, place: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CheckpointError(
    `${place}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not as expected'}.`,
    'use the tokenizer files of a Qwen2-VL or Qwen2.5-VL checkpoint.',
  );
}

/** Ids are unique, every byte has a token, and every merge joins two tokens into a token. */
function consistent(spec: TokenizerSpec, place: string): TokenizerSpec {
  const fail = (what: string): never => {
    throw new CheckpointError(
      `${place}: ${what}.`,
      'use the tokenizer files of a Qwen2-VL checkpoint, unchanged.',
    );
  };
  const taken = new Map<number, string>();
  const tokens = [...spec.vocab, ...spec.addedTokens.map(({ content, id }) => [content, id] as const)];
  for (const [token, id] of tokens) {
    const other = taken.get(id) ?? token;
    if (other !== token) fail(`"${other}" and "${token}" share the id ${id}`);
    taken.set(id, token);
  }
  const missing = byteCharacters.find((byte) => !spec.vocab.has(byte));
  if (missing !== undefined) fail(`the vocabulary has no token for the byte written "${missing}"`);
  for (const [left, right] of spec.merges) {
    for (const token of [left, right, left + right]) {
      if (!spec.vocab.has(token))
        fail(`the merge "${left} ${right}" needs "${token}", which is not in the vocabulary`);
    }
  }
  return spec;
}
