import { hostTensor } from '@stepgrpo/tensor';
import { fakeTrainablePolicy } from './fake-trainable-policy';

it('keeps its weight, and copies of it stay apart', async () => {
  const policy = fakeTrainablePolicy({ w: hostTensor([0.25]) });
  const frozen = policy.withWeights(policy.weights);
  policy.setWeights({ w: hostTensor([0.5]) });
  const sequence = { prompt: { tokenIds: [1], imageSpans: [], images: [] }, completionIds: [1, 2] };
  expect([...(await policy.logProbs([sequence]))[0]!]).toEqual([0.5, 0.5]);
  expect([...(await frozen.logProbs([sequence]))[0]!]).toEqual([0.25, 0.25]);
  expect(policy.collate([sequence], { minRows: 3 }).completionMask.shape).toEqual([3, 2]);
});
