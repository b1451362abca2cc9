import { ShapeError } from '@stepgrpo/core';
import { dtypeOf, hostTensor, scalarTensor, sizeOf, typedArray } from './host-tensor';

it('keeps typed arrays and reads the element type off them', () => {
  const data = Int32Array.of(1, 2);
  expect(hostTensor(data)).toEqual({ shape: [2], dtype: 'int32', data });
  expect(hostTensor(data).data).toBe(data);
  expect(hostTensor(Uint8Array.of(1)).dtype).toBe('bool');
});

it('copies plain numbers into float32 unless told otherwise', () => {
  expect(hostTensor([1, 2, 3, 4], [2, 2]).data).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(hostTensor([1, 0], [2], 'bool').data).toEqual(Uint8Array.of(1, 0));
  expect(hostTensor(Float32Array.of(2.7), [1], 'int32').data).toEqual(Int32Array.of(2));
});

it('refuses data that does not fill the shape', () => {
  expect(() => hostTensor([1, 2, 3], [2, 2])).toThrow(ShapeError);
  expect(() => hostTensor([1, 2, 3], [2, 2])).toThrow(
    '3 element(s) do not fill the shape [2, 2], which holds 4.',
  );
});

it('makes scalars, which have no axes and one element', () => {
  expect(scalarTensor(2.5)).toEqual({ shape: [], dtype: 'float32', data: Float32Array.of(2.5) });
  expect(scalarTensor(3, 'int32').data).toEqual(Int32Array.of(3));
  expect(sizeOf([])).toBe(1);
  expect(sizeOf([2, 0, 3])).toBe(0);
});

it.each(['float32', 'int32', 'bool'] as const)('stores %s in the array that stands for it', (dtype) => {
  expect(dtypeOf(typedArray(dtype, [1]))).toBe(dtype);
});
