import { caseReader } from './json';

const reader = caseReader(
  {
    a: 1,
    b: [
      [1, 'NaN'],
      [null, '-Infinity'],
    ],
    c: null,
    d: 'x',
    e: true,
    f: { g: 2 },
    h: [[[1], [2]]],
    i: [[1], [2, 3]],
  },
  'file.json',
);

it('reads numbers, with the words JSON has none for', () => {
  expect(reader.number('a')).toBe(1);
  expect(reader.rows('b')).toEqual([[1, NaN], [NaN, -Infinity]]); // prettier-ignore
  expect([reader.optional('c'), reader.optional('z'), reader.optional('a')]).toEqual([
    undefined,
    undefined,
    1,
  ]);
  expect(reader.array('h')).toEqual({ shape: [1, 2, 1], values: [1, 2] });
});

it('reads texts, flags and records', () => {
  expect([reader.text('d'), reader.flag('e'), reader.flag('d'), reader.record('f').number('g')]).toEqual([
    'x',
    true,
    false,
    2,
  ]);
  expect([reader.has('a'), reader.has('c'), reader.has('toString')]).toEqual([true, false, false]);
});

it('names the place of what is wrong', () => {
  expect(() => reader.number('d')).toThrow('file.json: d: expected a number, found "x".');
  expect(() => reader.list('f')).toThrow('file.json: f: expected a list');
  expect(() => reader.record('a')).toThrow('file.json: a: expected an object, found 1.');
  expect(() => reader.array('i')).toThrow('file.json: i: expected lists of equal length');
  expect(() => reader.text('z')).toThrow('found nothing');
});
