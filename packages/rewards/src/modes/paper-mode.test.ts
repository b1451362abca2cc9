import { paperMode } from './paper-mode';

it('is the paper: no answer, no points; numbers of steps do not matter', () => {
  expect(paperMode).toMatchObject({ name: 'paper', nullAnswerScoresZero: true });
  const text = '### Image Description: a\n### Rationales: b\n### Step 7: c\n### The final answer is: 5';
  expect(paperMode.structure(text)).toMatchObject({ complete: true, logical: true });
  expect(paperMode.keySteps(text, { Steps: [['a\n']] }).ratio).toBe(1);
  expect(paperMode.answer(text, '5').correct).toBe(true);
});
