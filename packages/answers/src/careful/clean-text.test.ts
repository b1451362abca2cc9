import { isMathMode, plainLine, unwrapped, withoutOuterMarks } from './clean-text';

it.each([
  ['<answer> 12 </answer>', '12'],
  ['<answer>12', '12'],
  ['\\boxed{12}', '12'],
  ['**12**', '12'],
  ['"12"', '12'],
  ['“12”', '12'],
  ['The final answer is: 12.', '12'],
  ['So the answer is 12', '12'],
  ['5!', '5!'],
  ['Stop!', 'Stop'],
  ['wait...', 'wait...'],
])('%s wraps %s', (source, inner) => {
  expect(unwrapped(source)).toBe(inner);
});

it('takes quotes away from both ends or from neither', () => {
  expect(['"a"', '"a', "5'", '""', '"', '"“a”"'].map(unwrapped)).toEqual(['a', '"a', "5'", '', '"', 'a']);
});

it('leaves nothing to unwrap', () => {
  for (const source of ['"\\boxed{The answer is **12**.}"', '<answer>"x"</answer>', "'''", '**a** b']) {
    expect(unwrapped(unwrapped(source))).toBe(unwrapped(source));
  }
});

it('makes one line without math marks, and drops marks and brackets around it', () => {
  expect(plainLine('$\\text{two  words}$\n−3')).toBe('two words -3');
  expect(withoutOuterMarks('( Paris. )')).toBe('Paris');
  expect(withoutOuterMarks('"(a) b"')).toBe('(a) b');
});

it('tells what is set as mathematics', () => {
  expect(['$x$', '\\(x\\)', '$x$ and $y$', 'x', '$\\text{x}$'].map(isMathMode)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('takes time in proportion to a run of quotes or marks', () => {
  const run = `${'“'.repeat(200_000)}x`;
  expect(unwrapped(run)).toBe(run);
  expect(withoutOuterMarks(`x${'.'.repeat(200_000)}y`)).toHaveLength(200_002);
});
