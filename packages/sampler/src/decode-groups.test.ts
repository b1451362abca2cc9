import { ShapeError, createRng } from '@stepgrpo/core';
import { aSample, fakePolicy } from '@stepgrpo/testing';
import { decodeGroups } from './decode-groups';
import { LogitsError } from './errors';

const options = { groupSize: 2, temperature: 1, topP: 1, topK: 0, maxNewTokens: 4, rng: createRng(1) };
const decode = (policy = fakePolicy(), onEnd: (ended: number, drawn: number) => void = () => undefined) =>
  decodeGroups(policy, [aSample({ id: 'a' }), aSample({ id: 'b' })], { options, onEnd });

it('tells how many completions ended and how many tokens were drawn, turn by turn', async () => {
  const turns: number[][] = [];
  const endsAtTwo = fakePolicy({
    alphabet: 'x',
    logits: (_, written) => (written === 'x' ? [9, -99] : [-99, 9]),
  });
  await decode(endsAtTwo, (...turn) => turns.push(turn));
  expect(turns).toEqual([
    [0, 4],
    [4, 4],
  ]);
});

it('names the sample, completion and token whose logits are no distribution, and closes the session', async () => {
  const policy = fakePolicy({
    alphabet: 'x',
    logits: (_, written) => (written.length < 2 ? [-99, 9] : [NaN, NaN]),
  });
  const failed = await decode(policy).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(LogitsError);
  expect((failed as Error).message).toMatch(/token 2 of completion 0 of sample "a"\. Fix: /);
  expect(policy.use.open).toBe(0);
});

it('refuses a session of other sizes than asked for', async () => {
  const policy = fakePolicy();
  const open = policy.startDecoding.bind(policy);
  const narrow = { ...policy, startDecoding: () => open([], { groupSize: 1, maxNewTokens: 4 }) };
  await expect(decode(narrow)).rejects.toThrow(ShapeError);
  await expect(decode({ ...policy, vocabSize: 5 })).rejects.toThrow('gave 388 logits for 4 rows x 5 tokens');
  expect(policy.use.open).toBe(0);
});

it('keeps special and unknown tokens as plain data', async () => {
  const policy = fakePolicy({ alphabet: 'xy', logits: () => [-99, -99, 9] });
  const [[first] = []] = await decode({ ...policy, decodeText: () => '' });
  expect(first).toMatchObject({ tokenIds: [2, 2, 2, 2], text: '', finishReason: 'length' });
});

it('counts the tokens of the prompt and of the completion for a repetition penalty', async () => {
  const policy = fakePolicy({ alphabet: 'xyz', logits: () => [-99, 3, 2, 1] });
  const prompted = { ...policy, encode: async () => ({ tokenIds: [1], imageSpans: [], images: [] }) };
  const penalised = { ...options, groupSize: 1, temperature: 0, repetitionPenalty: 100 };
  const [[first] = []] = await decodeGroups(prompted, [aSample()], {
    options: penalised,
    onEnd: () => undefined,
  });
  expect(first!.tokenIds).toEqual([2, 3, 1, 1]); // 1 is in the prompt; then all were seen and the largest wins
});
