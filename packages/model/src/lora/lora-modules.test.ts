import { presets } from '../presets';
import { adaptedModules, linearModules } from './lora-modules';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const windowed = {
  ...config,
  family: 'qwen2_5_vl' as const,
  vision: { ...config.vision, windows: { size: 112, fullBlocks: [0], tokensPerSecond: 2 } },
};
const paths = (targets: string[], vision = false, model = config): string[] =>
  adaptedModules(model, { targets, vision }).map(({ path }) => path);

it('knows the linears of decoder and tower with their widths', () => {
  const modules = linearModules(config);
  expect(modules).toHaveLength(2 * 7 + 4);
  expect(modules.find(({ path }) => path === 'model.layers.1.mlp.down_proj')).toEqual({
    path: 'model.layers.1.mlp.down_proj',
    name: 'down_proj',
    part: 'text',
    inputs: 64,
    outputs: 32,
  });
  expect(modules.find(({ name }) => name === 'qkv')).toMatchObject({
    part: 'vision',
    inputs: 16,
    outputs: 48,
  });
});

it('adapts what is named, and the whole tower by choice', () => {
  expect(paths(['q_proj'])).toEqual(['model.layers.0.self_attn.q_proj', 'model.layers.1.self_attn.q_proj']);
  expect(paths(['qkv'])).toEqual(['visual.blocks.0.attn.qkv']);
  expect(paths(['v_proj'], true)).toEqual([
    'visual.blocks.0.attn.qkv',
    'visual.blocks.0.attn.proj',
    'visual.blocks.0.mlp.fc1',
    'visual.blocks.0.mlp.fc2',
    'model.layers.0.self_attn.v_proj',
    'model.layers.1.self_attn.v_proj',
  ]);
});

it('takes a name that both parts have for the text decoder', () => {
  expect(paths(['up_proj'], false, windowed)).toEqual([
    'model.layers.0.mlp.up_proj',
    'model.layers.1.mlp.up_proj',
  ]);
  expect(paths(['q_proj'], true, windowed)).toContain('visual.blocks.0.mlp.up_proj');
});

it('names a target that the model does not have, and those it has', () => {
  expect(() => paths(['q_proj', 'query'])).toThrow(
    'model.lora.targets: this qwen2_vl has no linear named "query"',
  );
  expect(() => paths(['lm_head'])).toThrow('q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj');
  expect(() => paths(['fc1'], false, windowed)).toThrow('no linear named "fc1"');
});
