import { presets } from '../presets';
import { checkConfig } from './check-config';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const tiny = presets.get('tiny')({ size: 20, tokens });
const vision = { ...tiny.vision, windows: { size: 14, fullBlocks: [], tokensPerSecond: 2 } };

it('accepts the presets', () => {
  for (const name of ['qwen2-vl-2b', 'qwen2-vl-7b']) {
    const config = presets.get(name)();
    expect(() => checkConfig(config, config.hiddenSize, 'config.json')).not.toThrow();
  }
});

it.each([
  [{ numHeads: 5 }, 'hidden_size 32 is no multiple of num_attention_heads 5'],
  [{ numKvHeads: 3 }, 'num_attention_heads 4 is no multiple of num_key_value_heads 3'],
  [{ mropeSection: [1, 1, 1] as const }, 'mrope_section [1,1,1] sums to 3'],
  [{ vocabSize: 5 }, 'image_token_id 5 is not below vocab_size 5'],
  [
    { vision: { ...tiny.vision, embedDim: 12 } },
    'embed_dim 12 is no multiple of 4 * vision_config.num_heads 2',
  ],
  [{ vision: { ...tiny.vision, mlpSize: 1.5 } }, 'no whole number'],
  [{ vision }, 'window_size 14 is smaller than a merged patch of 28 pixels'],
])('names both values of a contradiction: %j', (changes, message) => {
  expect(() => checkConfig({ ...tiny, ...changes }, 32, 'config.json')).toThrow(message);
});

it('wants the tower to end at the width of the text model', () => {
  expect(() => checkConfig(tiny, 48, 'a/config.json')).toThrow(
    'a/config.json: vision_config.hidden_size 48 differs',
  );
});
