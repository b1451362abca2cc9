import { presets } from '../presets';
import { formatConfig } from './format-config';
import { parseConfig } from './parse-config';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };

it.each(presets.names)('writes what parseConfig reads back: %s', (name) => {
  const config = presets.get(name)(name.startsWith('qwen') ? undefined : { size: 20, tokens });
  expect(parseConfig(formatConfig(config), 'config.json')).toEqual(config);
});

it('writes a tower with windows as Qwen2.5-VL spells it', () => {
  const tiny = presets.get('tiny')({ size: 20, tokens });
  const windows = { size: 112, fullBlocks: [0], tokensPerSecond: 2 };
  const config = { ...tiny, family: 'qwen2_5_vl' as const, vision: { ...tiny.vision, windows } };
  const json = JSON.parse(formatConfig(config)) as Record<string, unknown>;
  expect(json['architectures']).toEqual(['Qwen2_5_VLForConditionalGeneration']);
  expect(json['vision_config']).toMatchObject({
    hidden_size: 16,
    out_hidden_size: 32,
    fullatt_block_indexes: [0],
  });
  expect(parseConfig(formatConfig(config), 'config.json')).toEqual(config);
});
