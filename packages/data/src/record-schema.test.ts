import { DataError } from '@stepgrpo/core';
import { z } from 'zod';
import { hasField, parseRecord } from './record-schema';

const schema = z.object({ name: z.string(), list: z.array(z.object({ n: z.number() })).optional() });
const parse = (value: unknown) => parseRecord(schema, { place: 'f:3', value }, () => 'repair it.');

it('gives the fields of the schema and leaves others out', () => {
  expect(parse({ name: 'a', other: 1 })).toEqual({ name: 'a' });
});

it.each([
  [{}, 'f:3: field "name" is missing, expected string. Fix: repair it.'],
  [{ name: 5 }, 'f:3: field "name" is the number 5, expected string.'],
  [{ name: null }, 'f:3: field "name" is null, expected string.'],
  [{ name: 'a', list: [{ n: 1 }, { n: 'x'.repeat(99) }] }, 'f:3: field "list[1].n" is the string "xxx'],
  [{ name: 'a', list: {} }, 'f:3: field "list" is an object, expected array.'],
  [{ list: 4 }, '(and 1 more)'],
  [[], 'f:3: the record is an array, expected object.'],
  [null, 'f:3: the record is null, expected object.'],
])('explains %j', (value, message) => {
  expect(() => parse(value)).toThrow(DataError);
  expect(() => parse(value)).toThrow(message);
});

it('shows only the beginning of a long value', () => {
  expect(() => parse({ name: 'a', list: [{ n: 'x'.repeat(9999) }] })).toThrow(/^.{0,140}$/);
});

it('knows own fields only', () => {
  expect([{ a: 1 }, {}, null, 'a'].map((value) => hasField(value, 'a'))).toEqual([true, false, false, false]);
  expect(hasField({}, 'toString')).toBe(false);
});
