import { createRng } from '@stepgrpo/core';
import { pickPhrasing } from './question';

it('picks every phrasing about equally often, and the same one for the same generator', () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 3000; i++) {
    const picked = pickPhrasing(createRng(i), ['a', 'b', 'c']);
    counts.set(picked, (counts.get(picked) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['a', 'b', 'c']);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130); // 5 standard errors
  const rng = createRng(1);
  expect(pickPhrasing(rng, ['a', 'b', 'c'])).toBe(pickPhrasing(rng, ['a', 'b', 'c']));
});
