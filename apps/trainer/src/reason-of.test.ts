import { reasonOf } from './reason-of';

it.each([
  [new Error('gone'), 'gone'],
  [{ message: 'from another realm' }, 'from another realm'],
  ['plain text', 'plain text'],
  [undefined, 'undefined'],
])('reads error %#', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
