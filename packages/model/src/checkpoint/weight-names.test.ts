import { publishedName } from './weight-names';

it.each([
  ['model.language_model.layers.0.mlp.up_proj.weight', 'model.layers.0.mlp.up_proj.weight'],
  ['model.visual.merger.mlp.0.bias', 'visual.merger.mlp.0.bias'],
  ['model.layers.0.mlp.up_proj.weight', 'model.layers.0.mlp.up_proj.weight'],
  ['visual.blocks.1.norm1.weight', 'visual.blocks.1.norm1.weight'],
  ['lm_head.weight', 'lm_head.weight'],
])('calls %s by its published name', (name, published) => {
  expect(publishedName(name)).toBe(published);
});
