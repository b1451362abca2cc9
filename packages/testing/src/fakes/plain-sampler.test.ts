import { createRng } from '@stepgrpo/core';
import { fakePolicy } from './fake-policy';
import { plainSampler } from './plain-sampler';
import { aSample } from './records';

it('draws with the odds of the policy', async () => {
  const policy = fakePolicy({ alphabet: 'ab', logits: () => [-50, Math.log(3), 0] });
  const options = { temperature: 1, topP: 1, topK: 0, maxNewTokens: 1, rng: createRng(0) };
  const [group] = await plainSampler().sample(policy, [aSample()], { ...options, groupSize: 4000 });
  const share = group!.completions.filter(({ text }) => text === 'a').length / 4000;
  expect(Math.abs(share - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / 4000));
});
