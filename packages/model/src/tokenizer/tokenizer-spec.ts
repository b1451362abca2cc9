import { CheckpointError } from '@stepgrpo/core';
import { byteCharacters } from './byte-alphabet';

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

/** Ids fit 24 bits, so that a pair of them is an exact number. */
export const maxTokenId = 2 ** 24 - 1;

/**
 * Checks the parts of a tokenizer against each other: every id is unique, every byte has a token, every merge joins two
 * tokens into a token.
 *
 * Throws  CheckpointError that names the entry
 */
export function assembleSpec(
  parts: {
    readonly vocab: Readonly<Record<string, unknown>>;
    /** Pairs, or texts with a space between the two tokens. */
    readonly merges: readonly unknown[];
    readonly addedTokens: readonly AddedToken[];
  },
  place: string,
): TokenizerSpec {
  const fail = (what: string): never => {
    throw new CheckpointError(
      `${place}: ${what}.`,
      'use the tokenizer files of a Qwen2-VL checkpoint, unchanged.',
    );
  };
  const vocab = new Map<string, number>();
  const tokenOf = new Map<number, string>();
  const claim = (token: string, id: number): void => {
    const other = tokenOf.get(id) ?? token;
    if (other !== token) fail(`"${other}" and "${token}" share the id ${id}`);
    tokenOf.set(id, token);
  };
  for (const [token, id] of Object.entries(parts.vocab)) {
    if (!isTokenId(id)) return fail(`"${token}" has the id ${JSON.stringify(id)}`);
    claim(token, id);
    vocab.set(token, id);
  }
  for (const { content, id } of parts.addedTokens) claim(content, id);
  const missing = byteCharacters.find((byte) => !vocab.has(byte));
  if (missing !== undefined) fail(`the vocabulary has no token for the byte written "${missing}"`);
  const merges = parts.merges.map((merge, rank) => {
    const [left, right] = pairOf(merge) ?? fail(`merge ${rank} is not two tokens with a space between`);
    const absent = [left, right, left + right].find((token) => !vocab.has(token));
    if (absent !== undefined)
      fail(`the merge "${left} ${right}" needs "${absent}", which is not in the vocabulary`);
    return [left, right] as const;
  });
  return { vocab, merges, addedTokens: parts.addedTokens };
}

function isTokenId(id: unknown): id is number {
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= maxTokenId;
}

function pairOf(merge: unknown): readonly [string, string] | null {
  const parts: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [left, right] = parts as unknown[];
  return typeof left === 'string' && typeof right === 'string' ? [left, right] : null;
}
