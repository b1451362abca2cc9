const isPrintable = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;

const bytes = Array.from({ length: 256 }, (_, byte) => byte);
const unprintable = bytes.filter((byte) => !isPrintable(byte));

/**
 * The character that stands for each byte in a byte-level vocabulary: itself when it is printable Latin-1, else the
 * next one from U+0100 on.
 *
 * Source  openai/gpt-2 src/encoder.py, bytes_to_unicode
 */
export const byteCharacters: readonly string[] = bytes.map((byte) =>
  String.fromCharCode(isPrintable(byte) ? byte : 0x100 + unprintable.indexOf(byte)),
);

/** The bytes in the order of their ids in GPT-2 and Qwen2 vocabularies: printable ones first. */
export const byteOrder: readonly number[] = [...bytes.filter(isPrintable), ...unprintable];

const byteOfCharacter = new Map(byteCharacters.map((character, byte) => [character, byte]));
const utf8 = new TextEncoder();

/** The bytes a token stands for. A token that is not written in the byte alphabet stands for its own text. */
export function tokenBytes(token: string): Uint8Array {
  const found = Array.from(token, (character) => byteOfCharacter.get(character) ?? -1);
  return found.includes(-1) ? utf8.encode(token) : Uint8Array.from(found);
}
