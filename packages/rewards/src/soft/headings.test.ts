import { lastAnswerHeading, softHeadings } from './headings';

const kinds = (text: string): string[] => softHeadings(text).map(({ kind, digits }) => `${kind}${digits}`);

// specs/rewards.md 7: at line starts only, two to six marks, bold or not, in any case
it.each([
  ['### Image Description:', ['description']],
  ['**### RATIONALES:**', ['rationales']],
  ['###### **Step 07**: x', ['step7']],
  ['## the final answer is : 5', ['answer']],
  ['# Step 1:', []],
  ['####### Step 1:', []],
  [' ### Step 1:', []],
  ['x ### Step 1:', []],
  ['### Step one:', []],
  ['### Step 1', []],
])('%j holds %j', (text, wanted) => {
  expect(kinds(text)).toEqual(wanted);
});

it('gives places from the start of the line to behind the colon', () => {
  const text = 'a\n### Step 1: b';
  expect(softHeadings(text)).toEqual([{ kind: 'step', digits: '1', start: 2, end: text.indexOf('b') }]);
});

it('finds the last answer', () => {
  const text = '### The final answer is: 5\n### The final answer is: 6\n### Step 1:';
  expect(lastAnswerHeading(softHeadings(text))?.start).toBe(text.lastIndexOf('### The'));
  expect(lastAnswerHeading(softHeadings('### Step 1:'))).toBeUndefined();
});

it('reads a text of nothing but marks in one pass', () => {
  expect(softHeadings('#'.repeat(500_000))).toEqual([]);
  expect(softHeadings('## \n'.repeat(20_000))).toEqual([]);
});
