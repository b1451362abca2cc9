import { aSample, fakePolicy } from '@stepgrpo/testing';
import type { TrainablePolicy } from '@stepgrpo/model';
import { expectedLogProbs, hypotheses } from './suspects';

const prompt = { tokenIds: [], imageSpans: [], images: [] };
const sequence = { prompt, completionIds: [1, 0] };
const policy = fakePolicy({ alphabet: 'x', logits: () => [0, Math.log(3)] }) as unknown as TrainablePolicy;
const drawing = { temperature: 0.5, topP: 1, topK: 0 };

it('expects what the contract says, or the distribution of the draw', async () => {
  const [drawn] = await expectedLogProbs({ policy, drawing, reported: 'drawn' }, [sequence]);
  expect(drawn![0]).toBeCloseTo(Math.log(9 / 10), 6);
  expect(drawn![1]).toBeCloseTo(Math.log(1 / 10), 6);
});

it('tries the temperature of the draw and the one that fits best', async () => {
  const examined = [{ sample: aSample(), sequence, sampled: [Math.log(9 / 10), Math.log(1 / 10)] }];
  const found = [];
  for await (const hypothesis of hypotheses({ policy, examined, drawing, reported: 'raw', otherWeights: [] }))
    if (hypothesis.fault === 'temperature') found.push(hypothesis);
  expect(found.map(({ what }) => what)).toEqual([
    'temperature 0.5 instead of 1',
    'temperature 0.500 instead of 1',
  ]);
  expect(found[1]!.logProbs[0]![0]).toBeCloseTo(Math.log(9 / 10), 4);
});
