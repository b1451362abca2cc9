import { rational } from '../numbers/rational';
import { parseUnit, sameDimension } from './unit';

it.each<[string, Record<string, number>, number, number]>([
  ['cm', { length: 1 }, 1, 100],
  ['cm^2', { length: 2 }, 1, 10_000],
  ['cm²', { length: 2 }, 1, 10_000],
  ['square cm', { length: 2 }, 1, 10_000],
  ['cubic metres', { length: 3 }, 1, 1],
  ['metres squared', { length: 2 }, 1, 1],
  ['km/h', { length: 1, time: -1 }, 5, 18],
  ['metres per second', { length: 1, time: -1 }, 1, 1],
  ['kg m/s^2', { mass: 1, length: 1, time: -2 }, 1, 1],
  ['^\\circ', { angle: 1 }, 1, 1],
])('%s has dimension %j and factor %s/%s', (text, dimension, top, bottom) => {
  expect(parseUnit(text)).toEqual({ kind: 'known', dimension, factor: rational(top, bottom) });
});

it('takes other words as what is counted, without articles and the plural', () => {
  expect(parseUnit('apples')).toEqual({ kind: 'words', words: ['apple'] });
  expect(parseUnit('boxes of the glass')).toEqual({ kind: 'words', words: ['box', 'glass'] });
});

it.each(['', '3', 'one two three four five', '+', 'x'.repeat(80)])('%j is no unit', (text) => {
  expect(parseUnit(text)).toBeNull();
});

it('compares dimensions, whatever their order', () => {
  expect(sameDimension({ length: 1, time: -1 }, { time: -1, length: 1 })).toBe(true);
  expect(sameDimension({ length: 1 }, { length: 1, time: 1 })).toBe(false);
});
