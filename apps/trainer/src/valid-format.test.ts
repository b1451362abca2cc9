import { formatResponse } from '@stepgrpo/core';
import { isValidFormat } from './valid-format';

const whole = formatResponse({ description: 'a 3', rationales: 'add', steps: ['3 + 4', '= 7'], answer: '7' });

it('accepts a whole response', () => {
  expect(isValidFormat(whole)).toBe(true);
});

it.each([
  ['nothing', ''],
  ['no answer', whole.slice(0, whole.indexOf('### The final'))],
  ['an empty answer', whole.slice(0, -2)],
  ['steps out of order', whole.replace('### Step 1', '### Step 9')],
  ['a section twice', `### Rationales:\nagain\n${whole}`],
  ['an unknown section', whole.replace('### Step 2:', '### Aside')],
  ['no steps', whole.replace(/### Step[^]*(?=### The final)/, '')],
])('refuses %s', (_name, text) => {
  expect(isValidFormat(text)).toBe(false);
});
