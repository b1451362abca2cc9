import { UnknownNameError } from './errors';
import { defineRegistry } from './registry';

const colours = defineRegistry('colour', { red: 1, green: 2 });

it('finds what is there', () => {
  expect(colours.get('green')).toBe(2);
  expect(colours.names).toEqual(['red', 'green']);
  expect(colours.has('blue')).toBe(false);
});

it('lists what exists when a name is unknown, inherited keys included', () => {
  expect(() => colours.get('blue')).toThrow(UnknownNameError);
  expect(() => colours.get('toString')).toThrow(
    'No colour is named "toString". Fix: use one of: red, green.',
  );
});
