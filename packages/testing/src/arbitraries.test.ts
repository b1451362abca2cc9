import { parseResponse } from '@stepgrpo/core';
import fc from 'fast-check';
import { logitRows, responseText, rewardGroups, wellFormedResponse } from './arbitraries';

it('makes well-formed responses that read back section by section', () => {
  fc.assert(
    fc.property(wellFormedResponse(), (text) => {
      const { sections, steps } = parseResponse(text);
      const kinds = sections.map(({ kind }) => kind);
      expect(kinds.slice(0, 3)).toEqual(['description', 'rationales', 'think']);
      expect(kinds.at(-1)).toBe('answer');
      expect(steps.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1));
    }),
  );
});

it('makes responses that are well-formed, and many that are not', () => {
  const texts = fc.sample(responseText(), { numRuns: 400, seed: 1 });
  const answered = texts.filter((text) => parseResponse(text).answer !== null).length;
  expect(answered).toBeGreaterThan(50);
  expect(answered).toBeLessThan(350);
});

it('makes groups and rows of one size, with ties among the rewards', () => {
  for (const rows of [...fc.sample(rewardGroups(), 50), ...fc.sample(logitRows(), 50)]) {
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  }
  const groups = fc.sample(rewardGroups(), { numRuns: 200, seed: 1 }).flat();
  expect(groups.some((group) => new Set(group).size < group.length)).toBe(true);
});
