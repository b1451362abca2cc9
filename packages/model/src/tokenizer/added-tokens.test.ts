import { addedTokenCutter } from './added-tokens';

const token = (content: string, id: number) => ({ content, id, special: true });

it('cuts leftmost first, and the longest of those that start together', () => {
  const cut = addedTokenCutter([token('<a', 1), token('<a>', 2), token('a>b', 3)]);
  const found = cut('x<a>b<a').map(({ start, plain, added }) => [start, plain, added?.id]);
  expect(found).toEqual([
    [0, 'x', 2],
    [4, 'b', 1],
    [7, '', undefined],
  ]);
});

it('takes contents literally', () => {
  const cut = addedTokenCutter([token('.*', 1), token('(?:', 2)]);
  expect(cut('a.*(?:b').map(({ plain, added }) => [plain, added?.id])).toEqual([
    ['a', 1],
    ['', 2],
    ['b', undefined],
  ]);
});

it('leaves texts whole when there are no added tokens', () => {
  expect(addedTokenCutter([])('<|im_end|>')).toEqual([{ start: 0, plain: '<|im_end|>', added: undefined }]);
});
