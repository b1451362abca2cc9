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
  const { inputs, places, tokenCount, sequenceCount, completionMask } = collateSequences(config, sequences, {
    minRows: 4,
  });
  expect([tokenCount, sequenceCount]).toEqual([3, 2]);
  expect(inputs.tokenIds.shape).toEqual([1, 16]);
  // The longer one first; the last token of each is left out: its hidden state predicts nothing.
  expect([...inputs.tokenIds.data.subarray(0, 10)]).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 8, 0]);
  expect(places).toEqual({ used: 9, total: 16 });
  expect([...inputs.segments.data.subarray(0, 10)]).toEqual([0, 0, 0, 0, 3, 1, 1, 2, 2, -1]);
  expect([...inputs.contexts.data.subarray(0, 10)]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, -1]);
  expect([...inputs.targets.data.subarray(0, 4)]).toEqual([8, 9, 10, 0]);
  expect([...inputs.targetRows.data.subarray(0, 4)]).toEqual([7, 8, 4, 0]);
  expect([...inputs.predictedBy.data.subarray(0, 10)]).toEqual([-1, -1, -1, -1, 2, -1, -1, 0, 1, -1]);
  expect(completionMask.shape).toEqual([4, 32]);
  expect([...inputs.cellTargets.data.subarray(0, 2), inputs.cellTargets.data[32]]).toEqual([0, 1, 2]);
  expect([...inputs.targetCells.data.subarray(0, 4)]).toEqual([0, 1, 32, -1]);
  expect(completionMask.data.filter((value) => value === 1)).toHaveLength(3);
});

it('refuses nothing at all and an empty prompt', () => {
  expect(() => collateSequences(config, [])).toThrow('no sequences');
  expect(() => collateSequences(config, [{ prompt: prompt(0), completionIds: [1] }])).toThrow(
    'row 0 is empty',
  );
});
