/**
 * The 256 characters that stand for bytes in a byte-level vocabulary, in the order of their token ids.
 *
 * Printable Latin-1 characters stand for themselves and come first; the remaining bytes take U+0100, U+0101, …
 *
 * Source  openai/gpt-2 src/encoder.py, bytes_to_unicode
 */
export const byteAlphabet: readonly string[] = [];

const charOfByte: string[] = [];
const byteOfCode = new Int16Array(512).fill(-1);

const isPrintable = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;

function assign(byte: number, code: number): void {
  const char = String.fromCharCode(code);
  charOfByte[byte] = char;
  byteOfCode[code] = byte;
  (byteAlphabet as string[]).push(char);
}

for (let byte = 0; byte < 256; byte++) if (isPrintable(byte)) assign(byte, byte);
for (let byte = 0, next = 0x100; byte < 256; byte++) if (!isPrintable(byte)) assign(byte, next++);

const utf8 = new TextEncoder();

/** Writes the UTF-8 bytes of a text in the byte alphabet: one character a byte. */
export function toByteAlphabet(text: string): string {
  let written = '';
  for (const byte of utf8.encode(text)) written += charOfByte[byte];
  return written;
}

/** The bytes of a token of a byte-level vocabulary; the UTF-8 bytes of its text if it is not written in that alphabet. */
export function fromByteAlphabet(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = byteOfCode[token.charCodeAt(i)] ?? -1;
    if (byte < 0) return utf8.encode(token);
    bytes[i] = byte;
  }
  return bytes;
}
