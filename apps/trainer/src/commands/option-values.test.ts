import { collect, count, nameList, nonNegativeNumber, portNumber, positiveInteger } from './option-values';

it('gathers repeated values', () => {
  expect(collect('b', ['a'])).toEqual(['a', 'b']);
});

it('reads numbers and refuses others', () => {
  expect([positiveInteger('4'), nonNegativeNumber('0'), nonNegativeNumber('1.2')]).toEqual([4, 0, 1.2]);
  for (const value of ['0', '-1', '1.5', 'x', ''])
    expect(() => positiveInteger(value)).toThrow(/whole number/);
  for (const value of ['-1', 'x', '', 'Infinity'])
    expect(() => nonNegativeNumber(value)).toThrow(/at least 0/);
});

it('reads counts', () => {
  expect([count('0'), count('12')]).toEqual([0, 12]);
  for (const value of ['-1', '1.5', '', 'x']) expect(() => count(value)).toThrow(/at least 0/);
});

it('reads ports', () => {
  expect([portNumber('0'), portNumber('65535')]).toEqual([0, 65_535]);
  for (const value of ['65536', '-1', '8e2', '', 'x']) expect(() => portNumber(value)).toThrow(/a port/);
});

it('reads lists of names', () => {
  expect(nameList('single, batch,,text')).toEqual(['single', 'batch', 'text']);
});
