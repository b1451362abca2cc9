import { arithmeticFinder } from './arithmetic-run';
import { mayHavePlainBehind, numberBehind, plainBehind } from './plain-at';

const at = (text: string, place: number) => plainBehind(text, place, arithmeticFinder(text));

it('wants the start of the text, a blank or an equals sign before a value', () => {
  expect(at('12', 0)).toMatchObject({ kind: 'number', digits: '12' });
  expect(at('x 12', 1)).toMatchObject({ digits: '12', start: 1 });
  expect(at('x=12', 1)).toMatchObject({ digits: '12' });
  expect(at('x12', 0)).toBeNull();
});

it('sees through bold marks', () => expect(numberBehind('**4**', 0)).toMatchObject({ digits: '4' }));

it('prefers arithmetic to a number', () =>
  expect(at('1/2', 0)).toMatchObject({ kind: 'arithmetic', text: '1/2' }));

it('shortens a number until what follows fits', () => {
  expect(numberBehind('12 = 3', 0, (end) => '12 = 3'.slice(end).trimStart()[0] !== '=')).toMatchObject({
    digits: '1',
  });
});

it('tells cheaply where nothing can start', () => {
  expect([mayHavePlainBehind('a b', 1), mayHavePlainBehind('a 1', 1), mayHavePlainBehind('   ', 1)]).toEqual([
    false,
    true,
    false,
  ]);
});
