import { parseResponse } from '@stepgrpo/core';
import { digitsSource } from './digits-source';
import { shortcutPath } from './shortcut-path';

it('is the answer alone', () => {
  expect(shortcutPath({ answer: '11' })).toBe('### The final answer is: 11');
});

it('takes about the share that was asked for, and changes nothing else of a sample', () => {
  const plain = digitsSource({ split: 'train', count: 1000 });
  const mixed = digitsSource({ split: 'train', count: 1000, shortcuts: 0.4 });
  let shortcuts = 0;
  for (let i = 0; i < 1000; i++) {
    const { reasoning: path, ...rest } = mixed.get(i);
    const { reasoning: whole, ...same } = plain.get(i);
    expect(rest).toEqual(same);
    const parsed = parseResponse(path!);
    expect(parsed.answer).toBe(same.solution);
    if (parsed.steps.length === 0) shortcuts++;
    else expect(path).toBe(whole);
  }
  expect(Math.abs(shortcuts - 400)).toBeLessThan(4 * Math.sqrt(1000 * 0.4 * 0.6)); // 4 standard errors
  expect(mixed.hash).not.toBe(plain.hash);
});

it('refuses a share that is none', () => {
  expect(() => digitsSource({ split: 'train', count: 1, shortcuts: 1.5 })).toThrow('from 0 to 1');
});
