/**
 * For every byte of a sequence, where the character it belongs to begins and ends in the decoded text.
 *
 * Invalid bytes decode as `TextDecoder` does: one U+FFFD per maximal part of a broken character.
 *
 * Shapes  bytes [N] -> starts, ends [N], UTF-16 units
 * Source  Unicode Standard 3.9, table 3-7 (well-formed byte sequences); WHATWG Encoding, UTF-8 decoder
 */
export function utf8CharacterBounds(bytes: Uint8Array): {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
} {
  const starts = new Uint32Array(bytes.length);
  const ends = new Uint32Array(bytes.length);
  let units = 0;
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at);
    const width = length === 4 ? 2 : 1;
    starts.fill(units, at, at + length);
    ends.fill((units += width), at, (at += length));
  }
  return { starts, ends };
}

/** Bytes of the character at `start`, or of the maximal part of a broken one. Only whole characters have four bytes. */
function characterLength(bytes: Uint8Array, start: number): number {
  const lead = bytes[start]!;
  if (lead < 0xc2 || lead > 0xf4) return 1;
  const needed = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  for (let i = 1; i <= needed; i++) {
    const [low, high] = i === 1 ? secondByteRange(lead) : [0x80, 0xbf];
    const byte = bytes[start + i] ?? 0;
    if (byte < low || byte > high) return i;
  }
  return needed + 1;
}

/** Excludes overlong forms, surrogates and code points above U+10FFFF. */
function secondByteRange(lead: number): readonly [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/**
 * For every UTF-8 byte of a text, the UTF-16 units of the character it belongs to. A lone surrogate counts three
 * bytes, as `TextEncoder` writes it (U+FFFD).
 *
 * Shapes  text -> starts, ends [N bytes], UTF-16 units
 */
export function characterUnits(text: string): { readonly starts: Uint32Array; readonly ends: Uint32Array } {
  const starts = new Uint32Array(Buffer.byteLength(text));
  const ends = new Uint32Array(starts.length);
  let byte = 0;
  let unit = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (const end = byte + bytes; byte < end; byte++) {
      starts[byte] = unit;
      ends[byte] = unit + character.length;
    }
    unit += character.length;
  }
  return { starts, ends };
}
