import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithFixtures } from '@stepgrpo/testing';
import { presets } from '../presets';
import { formatConfig } from './format-config';
import { parseConfig } from './parse-config';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const tiny = presets.get('tiny')({ size: 20, tokens });

/** The published layout of the tiny preset with some keys replaced; undefined removes a key. */
function edited(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(formatConfig(tiny)) as object), ...changes });
}

it.each([
  ['{', 'not JSON'],
  ['[]', 'no JSON object'],
  [edited({ model_type: 'llava' }), 'model_type is "llava"'],
  [edited({ hidden_size: undefined }), 'config.json: hidden_size'],
  [edited({ num_attention_heads: '4' }), 'config.json: num_attention_heads'],
  [edited({ hidden_act: 'gelu' }), 'hidden_act'],
  [edited({ use_sliding_window: true }), 'use_sliding_window'],
  [edited({ rope_scaling: null }), 'rope_scaling'],
  [edited({ rope_scaling: { type: 'yarn', mrope_section: [2, 1, 1] } }), 'rope_scaling.type'],
  [edited({ rope_scaling: { type: 'mrope', mrope_section: [2, 1] } }), 'rope_scaling.mrope_section'],
  [edited({ vision_config: {} }), 'vision_config.depth'],
  [edited({ torch_dtype: 'int8' }), 'dtype'],
])('names the file and the key of what is wrong: %#', (text, message) => {
  expect(() => parseConfig(text, 'config.json')).toThrow(message);
  expect(() => parseConfig(text, 'config.json')).toThrow('config.json');
});

it('refuses values that contradict each other', () => {
  expect(() => parseConfig(edited({ num_attention_heads: 5 }), 'config.json')).toThrow(
    'num_attention_heads 5',
  );
});

it('names the nested key in the nested layout', () => {
  const nested = JSON.stringify({
    model_type: 'qwen2_vl',
    text_config: { hidden_size: 'wide' },
    vision_config: {},
  });
  expect(() => parseConfig(nested, 'config.json')).toThrow('text_config.');
});

describeWithFixtures('qwen2-vl-tiny', (root) => {
  const read = (model: string): string => readFileSync(join(root, model, 'config.json'), 'utf8');

  it('reads both layouts to the same config', () => {
    expect(parseConfig(read('model-v5-names'), 'v5')).toEqual(parseConfig(read('model'), 'flat'));
  });

  it('reads the values of the file', () => {
    expect(parseConfig(read('model-bf16'), 'bf16')).toMatchObject({
      hiddenSize: 64,
      rmsNormEps: 1e-6,
      mropeSection: [2, 3, 3],
      tieWordEmbeddings: true,
      dtype: 'bfloat16',
      vision: { embedDim: 32, depth: 2, channels: 3 },
      tokens: { image: 510, video: 511, bos: 504, eos: 506 },
    });
  });
});

describeWithFixtures('qwen2_5-vl-tiny', (root) => {
  it('reads a tower with windows', () => {
    const text = readFileSync(join(root, 'model', 'config.json'), 'utf8');
    expect(parseConfig(text, 'config.json').vision).toMatchObject({
      embedDim: 32,
      mlpSize: 56,
      windows: { size: 56, fullBlocks: [1], tokensPerSecond: 2 },
    });
    const wrong = text.replace('"window_size": 56', '"window_size": "wide"');
    expect(() => parseConfig(wrong, 'config.json')).toThrow('vision_config.window_size');
  });
});
