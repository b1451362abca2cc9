import { DataError } from '@stepgrpo/core';
import { splitPlaceholders } from './image-placeholders';

const split = (text: string, images: number) =>
  splitPlaceholders(text, { images, place: 'f:1', field: 'problem' });

it.each([
  ['<image>\nWhat is it?', 1, 'What is it?'],
  ['<image><image> Which is larger?\n', 2, 'Which is larger?'],
  ['What is it? <image>', 1, 'What is it?'],
  ['  as it is ', 1, '  as it is '],
  ['no image', 0, 'no image'],
  ['<image>', 1, ''],
])('reads %j with %d image(s)', (text, images, expected) => {
  const imagePlacement = text.startsWith('What') ? 'after-question' : 'before-question';
  expect(split(text, images)).toEqual({ text: expected, imagePlacement });
});

it('refuses another number of placeholders, and one inside the text', () => {
  expect(() => split('<image><image>a', 1)).toThrow('2 <image> placeholder(s) for 1 image(s)');
  expect(() => split('<image>a', 0)).toThrow(DataError);
  expect(() => split('first <image> second <image>', 2)).toThrow('inside its text');
});

it('takes time in proportion to the text', () => {
  expect(() => split('<image>'.repeat(200_000), 1)).toThrow('200000 <image>');
});
