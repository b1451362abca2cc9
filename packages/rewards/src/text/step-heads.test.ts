import { isNumberedFromOne, nextStepHead, stepHeads } from './step-heads';

it('finds heads anywhere, with any decimal digits', () => {
  const text = 'x ### Step 1: a\n#### Step ٢: b';
  expect(stepHeads(text, 'unicode')).toEqual([
    { start: 2, end: 13, digits: '1' },
    { start: text.indexOf('### Step ٢'), end: text.indexOf(' b'), digits: '2' },
  ]);
  expect(stepHeads(text, 'ascii').map(({ digits }) => digits)).toEqual(['1']);
});

// specs/rewards.md 2.1 and 2.2
it.each([
  '### Step 2',
  '###Step 2:',
  '### step 2:',
  '### Step -2:',
  '### Step 1.5:',
  '### Step 2：',
  '### Step :',
])('%s is no head', (text) => expect(nextStepHead(text, 0, 'unicode')).toBeNull());

it('asks whether they are 1, 2, …, n, leading zeros aside', () => {
  const numbered = (...numbers: string[]): boolean =>
    isNumberedFromOne(stepHeads(numbers.map((n) => `### Step ${n}: `).join(''), 'unicode'));
  expect(numbered('1', '02', '3')).toBe(true);
  for (const wrong of [['1', '3'], ['2', '1'], ['1', '1'], ['0', '1'], ['2']])
    expect(numbered(...wrong)).toBe(false);
  expect(numbered('1', '9007199254740993')).toBe(false);
});

it('takes no quadratic time over heads that do not end', () => {
  expect(stepHeads('### Step 1'.repeat(100_000), 'unicode')).toEqual([]);
});
