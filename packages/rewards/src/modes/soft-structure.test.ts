import { softStructure } from './soft-structure';

const background = '## Image description: a\n**### Rationales:** b\n';
const answer = '### The final answer is: 5';
const verdict = (text: string, options?: { checkNumbering: boolean }): readonly boolean[] => {
  const { complete, logical } = softStructure(text, options);
  return [complete, logical];
};

// specs/rewards.md 7
it.each([
  [
    'headings of two to six marks, bold, in any case',
    `${background}###### STEP 1: c\n${answer}`,
    [true, true],
  ],
  ['a heading inside a line', `${background}so ### Step 1: c\n${answer}`, [false, false]],
  ['seven marks', `${background}####### Step 1: c\n${answer}`, [false, false]],
  ['a missing step', `${background}### Step 1: c\n### Step 3: d\n${answer}`, [true, false]],
  ['background behind the steps', `### Step 1: c\n${background}${answer}`, [true, false]],
  ['an answer before the last step', `${background}### Step 1: c\n${answer}\n### Step 2: d`, [true, false]],
  ['an empty answer', `${background}### Step 1: c\n### The final answer is:`, [false, true]],
])('%s', (_what, text, wanted) => {
  expect(verdict(text)).toEqual(wanted);
});

it('leaves numbers alone when told to', () => {
  const text = `${background}### Step 4: c\n${answer}`;
  expect([verdict(text), verdict(text, { checkNumbering: false })]).toEqual([
    [true, false],
    [true, true],
  ]);
});

it('takes time in proportion to the text, also where no step says anything', () => {
  const time = (count: number): number => {
    const text = '### Step 1:\n'.repeat(count);
    const startedMs = performance.now();
    expect(softStructure(text).complete).toBe(false);
    return performance.now() - startedMs;
  };
  time(1_000);
  const small = Math.min(...[1, 2, 3].map(() => time(20_000)));
  // Eight times the text took more than sixty times as long when each step looked for itself.
  expect(Math.min(...[1, 2, 3].map(() => time(160_000)))).toBeLessThan(30 * small + 50);
});
