import { textSchema, visionSchema, windowedVisionSchema } from './config-schema';

const patches = { depth: 1, num_heads: 2, patch_size: 14, spatial_merge_size: 2, temporal_patch_size: 2 };

it('fills in the defaults of transformers', () => {
  expect(visionSchema.parse({ ...patches, embed_dim: 8, hidden_size: 16 })).toMatchObject({
    channels: 3,
    mlp_ratio: 4,
  });
  const windowed = {
    ...patches,
    hidden_size: 8,
    out_hidden_size: 16,
    intermediate_size: 20,
    window_size: 112,
  };
  expect(windowedVisionSchema.parse({ ...windowed, fullatt_block_indexes: [] }).tokens_per_second).toBe(2);
});

it('refuses what this project does not compute', () => {
  expect(
    visionSchema.safeParse({ ...patches, embed_dim: 8, hidden_size: 16, hidden_act: 'gelu' }).success,
  ).toBe(false);
  expect(textSchema.shape.use_sliding_window.safeParse(true).success).toBe(false);
  expect(textSchema.shape.rope.safeParse({ type: 'yarn', mrope_section: [1, 1, 1] }).success).toBe(false);
});
