import { createRng } from '@stepgrpo/core';
import { judge } from '../judge';
import { noiseAttempt, randomNoise } from './noise-search';
import { probeSamples } from './probe-samples';

const cases = Array.from({ length: 200 }, (_, i) => randomNoise(probeSamples, createRng(1).fork(`${i}`)));

it('is the same for the same stream, and covers every ending', () => {
  expect(randomNoise(probeSamples, createRng(1).fork('7'))).toEqual(cases[7]);
  expect(new Set(cases.map(({ ending }) => ending)).size).toBe(3);
});

it('adds to a response that is not right, without taking anything from it', () => {
  for (const one of cases) {
    const { draws, references } = noiseAttempt(one);
    const [noisy, base] = [draws[0]!.text, references[0]!.text];
    let at = 0;
    for (const section of base.split('\n\n')) {
      at = noisy.indexOf(section, at);
      expect(at).not.toBe(-1);
    }
    expect(judge({ response: base, solution: one.sample.solution, keySteps: null }).correct).toBe(false);
  }
});
