import { chosenEntries, entries } from './entries';

it('chooses by name or by the part before a slash', () => {
  expect(chosenEntries(undefined)).toEqual(entries.names);
  expect(chosenEntries('decode/105M')).toEqual(['decode/105M/b1', 'decode/105M/b16']);
  expect(chosenEntries('rewards/soft')).toEqual(['rewards/soft']);
  expect(() => chosenEntries('decod')).toThrow('No speed entry is named "decod"');
});
