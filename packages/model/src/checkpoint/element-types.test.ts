import golden from '../../golden/element-types.json';
import { decodeElements, isElementType, toBfloat16, toFloat16 } from './element-types';

const bytesOf = (data: Uint16Array | Float64Array | BigInt64Array | Int8Array): Uint8Array =>
  new Uint8Array(data.buffer);

it('reads float16 as numpy does, subnormals included', () => {
  const words = Uint16Array.from(golden.float16.words);
  expect([...decodeElements('F16', bytesOf(words))]).toEqual(golden.float16.values);
});

it('rounds to the nearest bfloat16, ties to even', () => {
  expect([...toBfloat16(Float32Array.from(golden.bfloat16.values))]).toEqual(golden.bfloat16.words);
});

it('writes every float16 that it reads, and rounds between them to even', () => {
  const words = Uint16Array.from({ length: 65536 }, (_, word) => word).filter(
    (word) => (word & 0x7fff) <= 0x7c00, // without NaN
  );
  expect(toFloat16(decodeElements('F16', bytesOf(words)))).toEqual(words);
  const ulp = 2 ** -10;
  const between = Float32Array.of(1 + ulp / 2, 1 + 1.5 * ulp, 2 ** -25, 1.5 * 2 ** -24, 65519, 65520, NaN);
  expect([...toFloat16(between)]).toEqual([0x3c00, 0x3c02, 0, 2, 0x7bff, 0x7c00, 0x7e00]);
});

it('keeps infinities and NaN', () => {
  const words = toBfloat16(Float32Array.of(Infinity, -Infinity, NaN));
  expect([...decodeElements('BF16', bytesOf(words))]).toEqual([Infinity, -Infinity, NaN]);
  expect([...decodeElements('F16', bytesOf(Uint16Array.of(0x7c00, 0xfc00, 0x7e00)))]).toEqual([
    Infinity,
    -Infinity,
    NaN,
  ]);
});

it('reads bfloat16 exactly', () => {
  expect([...decodeElements('BF16', bytesOf(Uint16Array.of(0x3f80, 0xc000, 0x3e80)))]).toEqual([1, -2, 0.25]);
});

it('reads wide and narrow integers, at any offset', () => {
  expect([...decodeElements('I64', bytesOf(BigInt64Array.of(-5n, 7n)))]).toEqual([-5, 7]);
  expect([...decodeElements('I8', bytesOf(Int8Array.of(-128, 127)))]).toEqual([-128, 127]);
  expect([...decodeElements('F64', bytesOf(Float64Array.of(0.5)))]).toEqual([0.5]);
  const shifted = new Uint8Array(7).fill(0);
  shifted.set([1, 0, 0, 0], 3);
  expect([...decodeElements('I32', shifted.subarray(3))]).toEqual([1]);
});

it('knows its own types only', () => {
  expect(isElementType('BF16')).toBe(true);
  expect(isElementType('toString')).toBe(false);
  expect(isElementType(3)).toBe(false);
});
