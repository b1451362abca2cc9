import { hostTensor, toBfloat16 } from '@stepgrpo/tensor';
import { isSyncStep, mixReference } from './mix-reference';

it('moves the reference a share of the way, into new tensors', () => {
  const reference = { a: hostTensor([0, 4], [1, 2]) };
  const mixed = mixReference(reference, { a: hostTensor([8, 0], [1, 2]) }, 0.25);
  expect([...mixed['a']!.data]).toEqual([2, 3]);
  expect(mixed['a']!.shape).toEqual([1, 2]);
  expect([...reference.a.data]).toEqual([0, 4]);
});

it('refuses a policy of another make', () => {
  expect(() => mixReference({ a: hostTensor([0]) }, {}, 0.5)).toThrow('The reference weight "a" has 1 number(s), the policy\'s 0.'); // prettier-ignore
});

it('counts updates from 1', () => {
  expect([0, 1, 2, 3, 4].filter((step) => isSyncStep(step, 2))).toEqual([2, 4]);
});

it('refuses words of bfloat16, which are no numbers', () => {
  const stored = { w: hostTensor(toBfloat16(Float32Array.of(1)), [1]) };
  expect(() => mixReference(stored, stored, 0.5)).toThrow('is not float32 on both sides');
});
