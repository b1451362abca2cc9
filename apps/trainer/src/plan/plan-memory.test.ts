import { runConfigSchema, type RunConfig } from '@stepgrpo/core';
import { presets } from '@stepgrpo/model';
import { modelSizes } from './model-sizes';
import { PROCESS_BYTES, patchesOf, planMemory } from './plan-memory';

const shape = presets.get('qwen2-vl-2b')();
const configOf = (changes: object = {}, model: object = {}): RunConfig =>
  runConfigSchema.parse({
    name: 'plan',
    model: { path: 'Qwen2-VL-2B', maxPixels: 224 * 224, ...model },
    stepgrpo: {
      data: { kind: 'r1-vl', path: 'x.json' },
      steps: 1,
      promptsPerStep: 1,
      maxPromptTokens: 128,
      maxCompletionTokens: 32,
      rewards: [{ name: 'step-accuracy' }],
      optim: { learningRate: 1e-6 },
      ...changes,
    },
  });
const peakOf = (config: RunConfig): number =>
  Math.max(...planMemory(config, shape, modelSizes(shape, config.model)).map(({ bytes }) => bytes));

it('adds its parts up', () => {
  for (const { parts, bytes } of planMemory(configOf(), shape, modelSizes(shape, configOf().model))) {
    expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(bytes);
    expect(parts['process']).toBe(PROCESS_BYTES);
  }
});

it('grows with what needs memory', () => {
  const plain = peakOf(configOf());
  expect(peakOf(configOf({ maxCompletionTokens: 1024 }))).toBeGreaterThan(plain);
  expect(peakOf(configOf({ klCoefficient: 0 }))).toBeLessThan(plain);
  expect(peakOf(configOf({}, { lora: {} }))).toBeLessThan(plain / 5);
});

it('bounds an image by pixels, by the prompt, or by what the data draws', () => {
  expect(patchesOf(shape, configOf(), 128)).toBe(256);
  expect(patchesOf(shape, configOf(), 20)).toBe(80);
  const digits = configOf({ data: { kind: 'digits', split: 'train', count: 1, digits: [2, 5] } });
  expect(patchesOf(shape, digits, 128)).toBe(20);
});
