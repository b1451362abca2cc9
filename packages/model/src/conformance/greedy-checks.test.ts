import type { PolicyModel } from '@stepgrpo/core';
import { decodeGreedily } from './greedy-checks';

it('takes the largest logit, the lowest id on a tie, and fills a row after its end', async () => {
  const steps: (Int32Array | undefined)[] = [];
  const logits = Float32Array.of(0, 5, 5, 9, 1, 0); // row 0 draws 1, row 1 draws 0
  const policy = {
    vocabSize: 3,
    startDecoding: async () => ({
      rows: 2,
      logits,
      step: async (_ids: Int32Array, active?: Int32Array) => void steps.push(active),
      dispose: () => undefined,
    }),
  } as unknown as PolicyModel;
  const prompt = { tokenIds: [0], imageSpans: [], images: [] };
  const { tokens } = await decodeGreedily(policy, [prompt, prompt], { count: 3, end: 0, pad: 2 });
  expect([...tokens]).toEqual([1, 1, 1, 0, 2, 2]);
  expect(steps.map((active) => [...(active ?? [])])).toEqual([[0], [0]]);
});
