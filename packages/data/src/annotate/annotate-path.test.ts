import { formatResponse } from '@stepgrpo/core';
import fc from 'fast-check';
import golden from '../../golden/annotate.json';
import { alternativesOf, annotatePath } from './annotate-path';
import { sameKey } from './merge-key-steps';

const pathOf = (...steps: readonly string[]): string =>
  formatResponse({ description: 'A figure.', rationales: 'Work it out.', steps, answer: '1' });

it('has enough cases, each with its reason', () => {
  expect(golden.cases.length).toBeGreaterThanOrEqual(60);
  expect(golden.cases.every(({ why }) => why !== '')).toBe(true);
});

it.each(golden.cases)('finds the key steps: $name', ({ step, keySteps, never }) => {
  const found = annotatePath(pathOf(step), { maxAlternatives: 100 }).keySteps;
  expect(found.map(([first]) => first)).toEqual(keySteps.map(([first]) => first));
  keySteps.forEach((wanted, i) => expect(found[i]).toEqual(expect.arrayContaining(wanted)));
  const all = found.flat();
  for (const text of never) expect(all).not.toContain(text);
});

const fragment = fc.oneof(
  fc.constantFrom(...golden.cases.map(({ step }) => step)),
  fc.string({ maxLength: 30 }),
  fc.constantFrom('=', '\\frac{', '}', '(', '$', '3', 'is', 'x', '\n', '. ', '√', '^', '1,000', '%', '∠'),
);
const anyStep = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(' '));

it('finds nothing that the path does not contain, whatever is written in it', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 4 }), (steps) => {
      const path = pathOf(...steps);
      const { keySteps, counts } = annotatePath(path);
      for (const [verbatim] of keySteps) expect(path).toContain(verbatim);
      expect(counts.equation + counts.quantity + counts.relation).toBe(keySteps.length);
    }),
  );
});

it('never says a thing twice', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 4 }), (steps) => {
      const keys = annotatePath(pathOf(...steps)).keySteps.map((group) => new Set(group.map(sameKey)));
      keys.forEach((group, i) => {
        for (const later of keys.slice(i + 1)) expect([...later].filter((key) => group.has(key))).toEqual([]);
      });
    }),
  );
});

it('keeps its limits', () => {
  const many = Array.from({ length: 30 }, (_, i) => `${i} + 100 = ${i + 100}.`).join(' ');
  const { keySteps } = annotatePath(pathOf(many, many.replaceAll('100', '1000').replaceAll(' 10', ' 10')), {
    maxPerStep: 3,
    maxAlternatives: 2,
  });
  expect(keySteps.slice(0, 3).map((group) => group.length)).toEqual([2, 2, 2]);
  expect(annotatePath(pathOf(many, many, many), { maxPerPath: 2 }).keySteps).toHaveLength(2);
  expect(annotatePath('no steps here: 1 + 1 = 2').keySteps).toEqual([]);
});

it.each([
  ['open brackets', '('.repeat(100_000)],
  ['open fractions', '\\frac{'.repeat(20_000)],
  ['a long sum', '1 + '.repeat(30_000)],
  ['a long chain', '1 = '.repeat(30_000)],
  ['letters', 'x'.repeat(100_000)],
  ['words', 'area '.repeat(20_000)],
  ['is', 'a is 3 and '.repeat(10_000)],
  ['lines', 'x = 1\n'.repeat(20_000)],
  ['lines of letters', `${'a'.repeat(2000)}\n`.repeat(400)],
  ['lines of signs', `${'1 = '.repeat(500)}\n`.repeat(20)],
])('is quick on %s', (_, text) => {
  const started = performance.now();
  annotatePath(pathOf(text));
  expect(performance.now() - started).toBeLessThan(10_000); // a slow, shared machine; a blow-up takes minutes
});

it('finds other ways to say what somebody wrote', () => {
  expect(alternativesOf('6 / 3 = 2')).toEqual(
    expect.arrayContaining(['6 / 3 = 2', '\\frac{6}{3} = 2', '6 ÷ 3 = 2']),
  );
  expect(alternativesOf('3 + 4 = 7.')[0]).toBe('3 + 4 = 7.');
  expect(alternativesOf('the boat floats')).toEqual(['the boat floats']);
  expect(alternativesOf('first 3 + 4 = 7 and more')).toEqual(['first 3 + 4 = 7 and more']);
});
