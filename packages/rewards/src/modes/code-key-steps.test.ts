import { codeKeySteps, stepBodySpans } from './code-key-steps';

const ratio = (text: string, ...steps: unknown[]): number => codeKeySteps(text, { Steps: steps }).ratio;

// specs/rewards.md 3.2
it('cuts bodies from behind a head and its blanks to the next heading', () => {
  const text = '### Step 1:\n\n one\n### Step 2: two\n##no\n#### Sub\nx';
  expect(stepBodySpans(text).map((span) => text.slice(...span))).toEqual(['one', 'two\n##no']);
  const empty = '### Step 1:\n\n### The final answer is: 5';
  expect(stepBodySpans(empty).map((span) => empty.slice(...span))).toEqual(['### The final answer is: 5']);
});

it('looks for alternatives in the bodies only, without word borders', () => {
  const text = '### Rationales:\nfive\n\n### Step 1:\nThe cost is 1250.\n\n### The final answer is: six';
  expect(ratio(text, ['25'], ['five'], ['six'], ['COST', 'x'])).toBe(0.5);
});

it('counts as the published code counts', () => {
  const text = '### Step 1:\none';
  expect(ratio(text)).toBe(0);
  expect(ratio('', [''])).toBe(1);
  expect(ratio(text, [], ['one'])).toBe(0.5);
  expect(ratio(text, 'one', ['one'])).toBe(1);
  expect(ratio(text, { one: 1 })).toBe(1);
  expect(codeKeySteps(text, { Steps: 'ox' }).ratio).toBe(0.5);
  expect(codeKeySteps(text, {}).ratio).toBe(0);
});

it('gives the place of a match in the response, across joined bodies', () => {
  const text = '### Step 1:\nfirst\n### Step 2:\nsecond thing';
  const [group] = codeKeySteps(text, { Steps: [['second']] }).groups;
  expect(text.slice(...group!.span!)).toBe('second');
});

it.each([
  [null, 'AttributeError'],
  [[], 'AttributeError'],
  ['text', 'AttributeError'],
  [{ Steps: null }, 'TypeError'],
  [{ Steps: 5 }, 'TypeError'],
  [{ Steps: [5] }, 'TypeError'],
  [{ Steps: [[5]] }, 'AttributeError'],
])('raises on %j as Python does', (keySteps, pythonClass) => {
  expect(() => codeKeySteps('### Step 1: x', keySteps)).toThrow(
    expect.objectContaining({ pythonClass }) as Error,
  );
});

it('does not look behind an alternative that matched', () => {
  expect(ratio('### Step 1: one', ['one', 5])).toBe(1); // vis-235
});
