import { distinct, factKeyStep, listed, pickingStep, readingStep, resultStep } from './wording';

it('lists values as one says them', () => {
  expect([[3], [3, 8], [3, 8, 1]].map(listed)).toEqual(['3', '3 and 8', '3, 8 and 1']);
});

it('reads the digits in several notations', () => {
  const { text, keySteps } = readingStep([3, 8, 1]);
  expect(text).toBe('The digits are 3, 8, 1.');
  expect(keySteps).toEqual([['3, 8, 1', '3 8 1', '3, 8 and 1', '3, 8, and 1', '3; 8; 1']]);
  expect(readingStep([4, 7]).keySteps).toEqual([['4, 7', '4 7', '4 and 7', '4; 7']]);
});

it('picks some, one or none', () => {
  expect(pickingStep('Even', [8, 4]).text).toBe('Even: 8, 4.');
  expect(pickingStep('Even', [8, 4]).keySteps[0]).toContain('8 and 4 are even');
  expect(pickingStep('Odd', [7]).keySteps[0]).toContain('only 7 is odd');
  expect(pickingStep('Odd', []).text).toBe('Odd: none.');
  expect(pickingStep('Odd', []).keySteps[0]).toContain('no odd digits');
});

it('does not find one picked digit in a longer list', () => {
  const longer = pickingStep('Even', [8, 4]).text.toLowerCase();
  expect(pickingStep('Even', [8]).keySteps[0]!.filter((alternative) => longer.includes(alternative))).toEqual(
    [],
  );
});

it('does not find a result in a longer number', () => {
  const longer = resultStep('sum', 12).text.toLowerCase();
  expect(resultStep('sum', 1).keySteps[0]!.filter((alternative) => longer.includes(alternative))).toEqual([]);
  expect(resultStep('sum', 12).text).toBe('Sum: 12.');
});

it('says a fact with synonyms', () => {
  expect(factKeyStep('largest', 8, ['maximum'])).toEqual([
    'largest is 8',
    'largest digit is 8',
    '8 is the largest',
    'largest: 8',
    'maximum is 8',
    'maximum digit is 8',
    '8 is the maximum',
    'maximum: 8',
  ]);
});

it('keeps the first of repeated texts', () => {
  expect(distinct(['b', 'a', 'b'])).toEqual(['b', 'a']);
});
