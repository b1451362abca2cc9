import { byteText, readByteCount } from './byte-text';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.50 KB'],
  [4_418_073_600, '4.42 GB'],
  [181e6, '181 MB'],
])('writes %d as %s', (bytes, text) => expect(byteText(bytes)).toBe(text));

it.each([
  ['2GB', 2e9],
  ['500 mb', 5e8],
  ['1.5GB', 1.5e9],
  ['4096', 4096],
  ['0', undefined],
  ['-1GB', undefined],
  ['2 gigabytes', undefined],
  ['', undefined],
])('reads %j as %p', (text, bytes) => expect(readByteCount(text)).toBe(bytes));
