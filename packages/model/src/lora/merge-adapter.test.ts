import { hostTensor, scalarTensor } from '@stepgrpo/tensor';
import { mergeAdapter, mergedWeight } from './merge-adapter';

const weights = {
  'x.weight': hostTensor([1, 2, 3, 4], [2, 2]),
  'x.bias': hostTensor([5, 6]),
  'x.lora_A.weight': hostTensor([1, 2, 3, 4], [2, 2]),
  'x.lora_B.weight': hostTensor([1, 0, 2, -1], [2, 2]),
  'lora.scale': scalarTensor(0.5),
};

it('adds scale * B A', () => {
  // B A = [[1, 2], [-1, 0]]
  expect([...mergedWeight(weights, 'x.weight').data]).toEqual([1.5, 3, 2.5, 4]);
});

it('makes new tensors for adapted linears only, and gives the old ones back untouched', () => {
  const before = Float32Array.from(weights['x.weight'].data);
  const { weights: merged, unmerge } = mergeAdapter(weights);
  expect(Object.keys(merged)).toEqual(['x.weight', 'x.bias']);
  expect(merged['x.bias']).toBe(weights['x.bias']);
  expect(merged['x.weight']).not.toBe(weights['x.weight']);
  expect(unmerge()['x.weight']).toBe(weights['x.weight']);
  expect(unmerge()['x.weight']!.data).toEqual(before);
});
