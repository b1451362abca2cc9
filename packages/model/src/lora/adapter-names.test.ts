import { isAdapterMap, isAdapterWeight, loraA, loraB, loraScaleName } from './adapter-names';

it('names maps beside their linear, and tells them from other weights', () => {
  const path = 'model.layers.0.self_attn.q_proj';
  expect([loraA(path), loraB(path)]).toEqual([`${path}.lora_A.weight`, `${path}.lora_B.weight`]);
  expect([loraA(path), loraB(path), loraScaleName, `${path}.weight`].map(isAdapterMap)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([loraScaleName, `${path}.bias`].map(isAdapterWeight)).toEqual([true, false]);
});
