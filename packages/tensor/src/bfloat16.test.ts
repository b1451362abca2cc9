import { fromBfloat16, toBfloat16, widened } from './bfloat16';
import { hostTensor } from './host-tensor';

it('rounds to the nearest, ties to even', () => {
  // 1 + 2^-8 lies halfway between 1 and 1 + 2^-7; 1 + 3 * 2^-8 halfway between 1 + 2^-7 and 1 + 2^-6
  const values = Float32Array.of(1, 1 + 2 ** -8, 1 + 3 * 2 ** -8, 1 + 2 ** -8 + 2 ** -20, -2, Infinity);
  expect([...toBfloat16(values)]).toEqual([0x3f80, 0x3f80, 0x3f82, 0x3f81, 0xc000, 0x7f80]);
  expect(fromBfloat16(toBfloat16(Float32Array.of(NaN)))[0]).toBeNaN();
});

it('gives every word back', () => {
  const words = Uint16Array.from({ length: 65536 }, (_, word) => word).filter(
    (word) => (word & 0x7fff) <= 0x7f80,
  );
  expect(toBfloat16(fromBfloat16(words))).toEqual(words);
});

it('widens bfloat16 tensors and leaves others alone', () => {
  const packed = hostTensor(Uint16Array.of(0x3f80, 0xc000), [2, 1]);
  expect(packed.dtype).toBe('bfloat16');
  expect(widened(packed)).toEqual(hostTensor([1, -2], [2, 1]));
  const plain = hostTensor([1, 2]);
  expect(widened(plain)).toBe(plain);
});
