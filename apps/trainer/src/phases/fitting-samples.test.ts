import { aConfig, openFakeSession } from '../testing/open-fake-session';
import { findFittingSamples } from './fitting-samples';

/** Prompts of the fake source have 4, 5, 6, 7 and 8 tokens. */
async function find(maxPromptTokens: number) {
  const base = aConfig();
  const { session } = await openFakeSession({ ...base, stepgrpo: { ...base.stepgrpo!, maxPromptTokens } });
  return findFittingSamples(session);
}

it('keeps the samples that fit and lists the others', async () => {
  expect(await find(6)).toEqual({
    indices: [0, 1, 2],
    tooLong: [
      { id: 'digits-3', tokens: 7 },
      { id: 'digits-4', tokens: 8 },
    ],
  });
});

it('stops before training when nothing fits', async () => {
  await expect(find(3)).rejects.toThrow(/none of the 5 prompts fits into 3 tokens/);
});

it('has nothing to do without StepGRPO', async () => {
  const { stepgrpo: _stepgrpo, ...rest } = aConfig();
  const { session } = await openFakeSession(rest);
  expect(await findFittingSamples(session)).toEqual({ indices: [], tooLong: [] });
});
