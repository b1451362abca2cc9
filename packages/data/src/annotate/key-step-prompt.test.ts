import { estimateTokens, keyStepPrompt } from './key-step-prompt';

it('asks with the question and the path, and says what was wrong before', () => {
  const [system, user] = keyStepPrompt({ question: 'How many?' }, '### Step 1:\n3 + 4 = 7');
  expect(system!.content).toContain('"keySteps"');
  expect(user!.content).toMatch(/How many\?[^]*3 \+ 4 = 7/);
  expect(keyStepPrompt({ question: '' }, '', 'it was cut')[1]!.content).toContain(
    'could not be used: it was cut',
  );
});

it('counts four characters a token, and four tokens a turn', () => {
  expect(
    estimateTokens([
      { role: 'user', content: 'a'.repeat(9) },
      { role: 'user', content: '' },
    ]),
  ).toBe(3 + 4 + 4);
});
