import { mainNotations, notations } from './notations';

it('has distinct notations, the main ones among them', () => {
  expect(new Set(notations.map((notation) => JSON.stringify(notation))).size).toBe(notations.length);
  expect(mainNotations.every((notation) => notations.includes(notation))).toBe(true);
});
