import { candidates } from './candidates';

const kinds = { latex: true, plain: true, boxedPriority: 50 };
const best = (text: string, over = {}): string | undefined => {
  const [first] = candidates(text, { ...kinds, ...over });
  return first && text.slice(...first.candidate.value);
};

it.each([
  ['The final answer is 7. I hope it is correct, not 8.', '7'],
  ['Final answer: 4', '4'],
  ['the final answer to this is $9$, and $8$', '9'],
  ['We get $\\boxed{8}$. ### The final answer is:\n9', '9'],
  ['$\\boxed{5}$ and then 6', '\\boxed{5}'],
  ['answer: 12 apples and 3 pears', '12'],
  ['So the answer is 12 at first, but recheck gives 15.', '12'],
  ['answer: x = 4', '4'],
  ['12 is the number of the 30 boxes', '30'],
  ['### Step 3: the oval', '3'],
])('%j has its answer at %j', (text, expected) => expect(best(text)).toBe(expected));

it('takes boxes first when they are to come first', () => {
  expect(best('The final answer is 7. Or \\boxed{8}', { boxedPriority: 0 })).toBe('\\boxed{8}');
});

it('looks for one kind only when told so', () => {
  expect(best('9, not y$8$', { latex: false })).toBe('9');
  expect(best('$8$ and 9', { plain: false })).toBe('8');
});

it('says whether words mark the answer, and whether others are there', () => {
  const [anchored] = candidates('the answer is 12, not 10', kinds);
  const [loose] = candidates('12 or 13', kinds);
  const [only] = candidates('just 12', kinds);
  expect([anchored?.anchored, loose?.anchored, loose?.hasRivals(), only?.hasRivals()]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
