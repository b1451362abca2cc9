import { formatResponse } from '@stepgrpo/core';
import { aSample } from '@stepgrpo/testing';
import { extendKeySteps, reasoningPathOf, rulesAnnotator } from './annotator';

const path = formatResponse({ description: 'd', rationales: 'r', steps: ['6 / 3 = 2'], answer: '2' });

it('finds the path of a sample where it is', () => {
  expect(reasoningPathOf(aSample({ reasoning: path }))).toBe(path);
  expect(reasoningPathOf(aSample({ solution: path }))).toBe(path);
  expect(reasoningPathOf(aSample({ reasoning: 'no steps', solution: '2' }))).toBeNull();
});

it('extends key steps and loses none', () => {
  const [equation, words, bare] = extendKeySteps([['6 / 3 = 2', 'mine', 'mine'], ['a boat floats'], []]);
  expect(equation!.slice(0, 2)).toEqual(['6 / 3 = 2', 'mine']);
  expect(equation).toContain('\\frac{6}{3} = 2');
  expect([words, bare]).toEqual([['a boat floats'], []]);
  const own = Array.from({ length: 40 }, (_, i) => `way ${i}`);
  expect(extendKeySteps([own])).toEqual([own]);
});

it('annotates by rules', async () => {
  expect(await rulesAnnotator().annotate(aSample(), path)).toMatchObject({
    source: 'rules',
    counts: { equation: 1 },
  });
});
