import { finishReason } from './stop';

const limits = { endTokenIds: new Set([7, 8]), maxNewTokens: 3 };

it('stops at any end token, and at the limit', () => {
  expect(finishReason([1, 7], limits)).toBe('stop');
  expect(finishReason([8], limits)).toBe('stop');
  expect(finishReason([1, 2, 3], limits)).toBe('length');
  expect(finishReason([1, 2, 7], limits)).toBe('stop');
});

it('goes on before, and looks at the last token only', () => {
  expect(finishReason([], limits)).toBeNull();
  expect(finishReason([7, 1], limits)).toBeNull();
});
