import { fakePolicy } from '@stepgrpo/testing';
import { forcedLogits } from './forced-logits';

const prompt = { tokenIds: [], imageSpans: [], images: [] };

it('gives the logits behind each token, row by row, and keeps to its bound', async () => {
  const policy = fakePolicy({ alphabet: 'xy', logits: (_, written) => [written.length, 0, 0] });
  const sequences = [{ prompt, completionIds: [1, 2, 1] }, { prompt, completionIds: [2] }]; // prettier-ignore
  const tokens = await forcedLogits(policy, sequences);
  expect(tokens.map(({ sequence, position, tokenId }) => [sequence, position, tokenId])).toEqual([
    [0, 0, 1],
    [1, 0, 2],
    [0, 1, 2],
    [0, 2, 1],
  ]);
  expect(await forcedLogits(policy, sequences, 6)).toHaveLength(2);
  expect(policy.use.open).toBe(0);
});
