import { firstLine } from './probe';

it('shortens what was thrown to its first line', () => {
  expect(firstLine(new Error('broken\nstack'))).toBe('broken');
  expect(firstLine('text')).toBe('text');
});
