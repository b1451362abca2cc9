import { byteCharacters, byteOrder, tokenBytes } from './byte-alphabet';

it('writes every byte as a character of its own', () => {
  expect(byteCharacters).toHaveLength(256);
  expect(new Set(byteCharacters).size).toBe(256);
});

it('writes space, newline and the bytes of é as GPT-2 does', () => {
  expect([0x20, 0x0a, 0xc3, 0xa9].map((byte) => byteCharacters[byte])).toEqual(['Ġ', 'Ċ', 'Ã', '©']);
});

it('orders printable bytes first, as the ids of Qwen2', () => {
  expect(byteOrder.slice(0, 3)).toEqual([0x21, 0x22, 0x23]);
  expect(byteOrder.indexOf(0x20)).toBe(220);
  expect([...byteOrder].sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, byte) => byte));
});

it('reads tokens back, and takes other texts as they are', () => {
  expect([...tokenBytes('Ġt')]).toEqual([0x20, 0x74]);
  expect([...tokenBytes('<|im end|>')]).toEqual([...new TextEncoder().encode('<|im end|>')]);
});
