import { fromPeftName, peftName } from './peft-names';

const text = 'model.layers.3.self_attn.q_proj.lora_B.weight';
const vision = 'visual.blocks.31.attn.qkv.lora_A.weight';

it('writes the module tree of transformers 4.52 and later', () => {
  expect(peftName(text)).toBe(
    'base_model.model.model.language_model.layers.3.self_attn.q_proj.lora_B.weight',
  );
  expect(peftName(vision)).toBe('base_model.model.model.visual.blocks.31.attn.qkv.lora_A.weight');
});

it('reads it, and that of earlier versions', () => {
  expect([text, vision].map((name) => fromPeftName(peftName(name)))).toEqual([text, vision]);
  expect(fromPeftName('base_model.model.model.layers.3.self_attn.q_proj.lora_B.weight')).toBe(text);
  expect(fromPeftName('base_model.model.visual.blocks.31.attn.qkv.lora_A.weight')).toBe(vision);
  expect(fromPeftName('model.layers.0.self_attn.q_proj.weight')).toBeNull();
});
