import type { EncodedPrompt } from '@stepgrpo/core';
import { presets } from '../presets';
import { collateSequences } from './collate';

const tokens = { bos: 0, eos: 1, visionStart: 2, visionEnd: 3, vision: 4, image: 5, video: 6 };
const config = presets.get('tiny')({ size: 20, tokens });
const prompt = (length: number): EncodedPrompt => ({
  tokenIds: new Array<number>(length).fill(7),
  imageSpans: [],
  images: [],
});

it('scores each completion token from the hidden state before it', () => {
  const sequences = [
    { prompt: prompt(3), completionIds: [8, 9] },
    { prompt: prompt(5), completionIds: [10] },
  ];
  const { inputs, tokenCount, sequenceCount, completionMask } = collateSequences(config, sequences, {
    minRows: 4,
  });
  expect([tokenCount, sequenceCount]).toEqual([3, 2]);
  expect(inputs.tokenIds.shape).toEqual([4, 32]);
  expect(completionMask.shape).toEqual([4, 32]);
  expect([...inputs.targets.data.subarray(0, 3)]).toEqual([8, 9, 0]);
  expect([...inputs.targetRows.data.subarray(0, 2)]).toEqual([2, 3]);
  expect(inputs.targetRows.data[32]).toBe(32 + 4);
  expect([...inputs.predictedBy.data.subarray(0, 5)]).toEqual([-1, -1, 0, 1, -1]);
  expect(inputs.predictedBy.data[32 + 4]).toBe(32);
  expect(completionMask.data.filter((value) => value === 1)).toHaveLength(3);
});

it('refuses nothing at all and an empty prompt', () => {
  expect(() => collateSequences(config, [])).toThrow('no sequences');
  expect(() => collateSequences(config, [{ prompt: prompt(0), completionIds: [1] }])).toThrow(
    'row 0 is empty',
  );
});
