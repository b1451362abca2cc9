import type { Completion, Sample } from '@stepgrpo/core';

/** A sample; every field can be replaced. */
export function aSample(overrides: Partial<Sample> = {}): Sample {
  return {
    id: 'sample-1',
    question: 'What is 3 + 8?',
    images: [],
    solution: '11',
    keySteps: [['3 + 8 = 11', '8 + 3 = 11']],
    ...overrides,
  };
}

/** A completion of this text; its tokens are the UTF-16 units, each with a log-probability of -1. */
export function aCompletion(text: string, overrides: Partial<Completion> = {}): Completion {
  const tokenIds = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return {
    index: 0,
    text,
    tokenIds,
    logProbs: tokenIds.map(() => -1),
    finishReason: 'stop',
    ...overrides,
  };
}
