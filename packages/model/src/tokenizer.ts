import { addedTokenCutter } from './tokenizer/added-tokens';
import { tokenBytes } from './tokenizer/byte-alphabet';
import { pieceMerger } from './tokenizer/merge-pieces';
import { alignNfc, normalizeNfc } from './tokenizer/normalize';
import { preTokenize } from './tokenizer/pre-tokenize';
import type { TokenizerSpec } from './tokenizer/tokenizer-spec';
import { readTokenizerSpec } from './tokenizer/read-tokenizer';
import { characterUnits, utf8CharacterBounds } from './tokenizer/utf8-characters';
import { readBundleFiles } from './text-bundle-files';

/** How to read special tokens that are written out in a text. */
export interface EncodeOptions {
  /** `true` (default, as transformers does) gives `<|im_end|>` its own id; `false` spells it like any other text. */
  readonly parseSpecial?: boolean;
}

/** Which tokens to decode. */
export interface DecodeOptions {
  /** Leaves special tokens out; default false. */
  readonly skipSpecial?: boolean;
}

/** Token ids, each with the [start, end) of the characters it holds a byte of, in UTF-16 units of the text. */
export interface EncodingWithOffsets {
  readonly ids: number[];
  readonly spans: (readonly [start: number, end: number])[];
}

/** A decoded text and its tokens' places in it. Tokens that give no text stand where the text has come to. */
export interface DecodingWithOffsets {
  readonly text: string;
  /** Where the character begins that holds the token's first byte: tokens that share a character share its start. */
  readonly starts: number[];
  /** Where the last character ends that has a byte at or before the token. */
  readonly ends: number[];
}

/** Texts to token ids and back, as the Qwen2 tokenizers of transformers do it. */
export interface Tokenizer {
  /** Highest id plus one. A network may have more rows, for padding. */
  readonly vocabSize: number;
  readonly specialTokens: ReadonlyMap<string, number>;
  encode(text: string, options?: EncodeOptions): number[];
  encodeWithOffsets(text: string, options?: EncodeOptions): EncodingWithOffsets;
  /** Total: ids without a token give no text, broken UTF-8 gives U+FFFD. */
  decode(ids: readonly number[], options?: DecodeOptions): string;
  /** The decoded text, and where each token stands in it, in UTF-16 units. */
  decodeWithOffsets(ids: readonly number[], options?: DecodeOptions): DecodingWithOffsets;
}

/** Reads the tokenizer of a checkpoint directory: `tokenizer.json`, or `vocab.json` with `merges.txt`. */
export async function loadTokenizer(directory: string): Promise<Tokenizer> {
  return createTokenizer(readTokenizerSpec(await readBundleFiles(directory), directory));
}

/**
 * A byte-level BPE tokenizer with the Qwen2 pipeline: added tokens cut out literally, NFC, the Qwen2 pattern, merges.
 *
 * Work is linear in the text but for the merges inside one piece, which take n log n.
 */
export function createTokenizer(spec: TokenizerSpec): Tokenizer {
  const cut = addedTokenCutter(spec.addedTokens);
  const merge = pieceMerger(spec);
  const special = spec.addedTokens.filter((token) => token.special);
  const specialIds = new Set(special.map((token) => token.id));
  const tokens: string[] = [];
  for (const [token, id] of spec.vocab) tokens[id] = token;
  for (const { content, id } of spec.addedTokens) tokens[id] = content;

  const sectionsOf = (text: string, { parseSpecial = true }: EncodeOptions = {}) =>
    parseSpecial ? cut(text) : [{ start: 0, plain: text, added: undefined }];

  const decoded = new Map<number, Uint8Array>();
  const nothing = new Uint8Array(0);

  function bytesOfToken(id: number): Uint8Array {
    const known = decoded.get(id);
    if (known) return known;
    const token = tokens[id];
    if (token === undefined) return nothing;
    const bytes = tokenBytes(token);
    decoded.set(id, bytes);
    return bytes;
  }

  function bytesOf(ids: readonly number[], { skipSpecial = false }: DecodeOptions = {}) {
    const chunks = ids.map((id) => (skipSpecial && specialIds.has(id) ? nothing : bytesOfToken(id)));
    const bytes = Buffer.concat(chunks);
    let at = 0;
    return { bytes, byteEnds: chunks.map((chunk) => (at += chunk.length)) };
  }

  return {
    vocabSize: tokens.length,
    specialTokens: new Map(special.map(({ content, id }) => [content, id])),
    encode(text, options) {
      const ids: number[] = [];
      for (const { plain, added } of sectionsOf(text, options)) {
        for (const piece of preTokenize(normalizeNfc(plain))) for (const id of merge(piece)) ids.push(id);
        if (added) ids.push(added.id);
      }
      return ids;
    },
    encodeWithOffsets(text, options) {
      const encoding: EncodingWithOffsets = { ids: [], spans: [] };
      const push = (id: number, start: number, end: number): void => {
        encoding.ids.push(id);
        encoding.spans.push([start, end]);
      };
      for (const { start, plain, added } of sectionsOf(text, options)) {
        const { text: normalized, sources } = alignNfc(plain);
        const { starts, ends } = characterUnits(normalized);
        let byte = 0;
        for (const id of preTokenize(normalized).flatMap(merge)) {
          const from = starts[byte]!;
          byte += tokens[id]!.length;
          const to = ends[byte - 1]!;
          push(id, start + (sources?.[from]![0] ?? from), start + (sources?.[to - 1]![1] ?? to));
        }
        const end = start + plain.length;
        if (added) push(added.id, end, end + added.content.length);
      }
      return encoding;
    },
    decode: (ids, options) => utf8.decode(bytesOf(ids, options).bytes),
    decodeWithOffsets(ids, options) {
      const { bytes, byteEnds } = bytesOf(ids, options);
      const { starts, ends: characterEnds } = utf8CharacterBounds(bytes);
      const text = utf8.decode(bytes);
      return {
        text,
        starts: byteEnds.map((_, i) => starts[i === 0 ? 0 : byteEnds[i - 1]!] ?? text.length),
        ends: byteEnds.map((end) => (end === 0 ? 0 : characterEnds[end - 1]!)),
      };
    },
  };
}

/** Keeps a byte order mark, which `TextDecoder` drops by default. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
