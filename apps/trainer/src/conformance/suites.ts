import { defineRegistry } from '@stepgrpo/core';
import type { ConformanceSuite } from './conformance-suite';

/** Every suite. Each loads its package when it runs: a text suite must not wait for native libraries. */
export const suites = defineRegistry<ConformanceSuite>('conformance suite', {
  model: {
    summary: 'positions, vision features, logits, losses, gradients, greedy tokens of a Qwen2-VL',
    run: async (folder, options) => (await import('@stepgrpo/model')).runModelCases(folder, options),
  },
  tokenizer: {
    summary: 'byte-level BPE: ids of texts and texts of ids',
    run: async (folder) => (await import('@stepgrpo/model')).runTokenizerCases(folder),
  },
  'image-processor': {
    summary: 'sizes, resized images and patches',
    run: async (folder) => (await import('@stepgrpo/model')).runImageProcessorCases(folder),
  },
  'chat-template': {
    summary: 'rendered conversations',
    run: async (folder) => (await import('@stepgrpo/model')).runChatTemplateCases(folder),
  },
  rewards: {
    summary:
      'StepRAR and StepRVR as published (code mode) and as specified (paper mode); equality of answers',
    run: async (folder) => (await import('@stepgrpo/rewards')).runRewardCases(folder),
  },
  objectives: {
    summary: 'losses, gradients, advantages and metrics of the GRPO family',
    run: async (folder, options) => (await import('./objective-cases')).runObjectiveSuite(folder, options),
  },
});
