import { ConfigError, createRng } from '@stepgrpo/core';
import type { SamplingOptions } from '@stepgrpo/core';
import { checkSamplingOptions } from './check-options';

const good: SamplingOptions = {
  groupSize: 1,
  temperature: 0,
  topP: 1,
  topK: 0,
  maxNewTokens: 1,
  rng: createRng(0),
};

it('accepts the bounds themselves', () => {
  expect(() => checkSamplingOptions(good)).not.toThrow();
});

it.each([
  ['groupSize', 0],
  ['groupSize', 1.5],
  ['temperature', -0.1],
  ['temperature', NaN],
  ['temperature', Infinity],
  ['topP', 0],
  ['topP', 1.1],
  ['topP', NaN],
  ['topK', -1],
  ['topK', 2.5],
  ['minP', -0.1],
  ['minP', 1.1],
  ['repetitionPenalty', 0],
  ['repetitionPenalty', NaN],
  ['maxNewTokens', 0],
])('refuses %s = %p and says which and what to do', (option, value) => {
  const check = (): void => checkSamplingOptions({ ...good, [option]: value });
  expect(check).toThrow(ConfigError);
  expect(check).toThrow(`sampling option ${option}: got ${value}. Fix: give`);
});
