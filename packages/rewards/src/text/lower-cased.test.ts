import { lowerCased } from './lower-cased';

it('keeps places where the length stays', () => {
  const { text, toOriginal } = lowerCased('Area = ÄB');
  expect(text).toBe('area = äb');
  expect([0, 5, 9].map(toOriginal)).toEqual([0, 5, 9]);
});

it('finds its way back behind a dotted capital I, which grows', () => {
  const original = 'aİbİc';
  const { text, toOriginal } = lowerCased(original);
  expect(text).toBe('ai\u0307bi\u0307c'); // Unicode SpecialCasing.txt
  for (const letter of ['a', 'b', 'c'])
    expect(toOriginal(text.indexOf(letter))).toBe(original.indexOf(letter));
  expect(toOriginal(text.length)).toBe(original.length);
});

// specs/rewards.md 3.2, vis-184 to vis-187
it('lowers without folding or normalising', () => {
  expect(lowerCased('ΟΔΟΣ').text).toBe('οδος');
  expect(lowerCased('Straße').text).toBe('straße');
  expect(lowerCased('E\u0301').text).not.toBe(lowerCased('É').text);
});
