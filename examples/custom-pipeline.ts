/**
 * A training loop of one's own from the packages, without the trainer: a tiny Qwen2-VL with random weights learns to
 * write digits, because each of them is rewarded.
 *
 *   node --import tsx --conditions=@stepgrpo/source examples/custom-pipeline.ts
 */
import { groupNormalized } from '@stepgrpo/advantage';
import { createRng, scored, type RewardRule } from '@stepgrpo/core';
import { digitsSource } from '@stepgrpo/data';
import { createPolicy, createTextBundle, presets, vocabularyOf } from '@stepgrpo/model';
import { createUpdater, stepGrpoLoss } from '@stepgrpo/optim';
import { scoreGroup } from '@stepgrpo/rewards';
import { groupSampler } from '@stepgrpo/sampler';
import { hostTensor, resolveBackend, scalarTensor, type HostTensor } from '@stepgrpo/tensor';

const shareOfDigits: RewardRule = {
  name: 'share-of-digits',
  range: [0, 1],
  score: (_, { text }) => scored((text.match(/\d/g)?.length ?? 0) / Math.max(1, text.length)),
};
type Batch = Record<'mask' | 'advantages' | 'rows', HostTensor> & { inputs: Record<string, HostTensor> };

const rules = [{ rule: shareOfDigits, weight: 1 }];
const rng = createRng(7);
const source = digitsSource({ split: 'train', count: 64 });
const samples = Array.from({ length: 8 }, (_, i) => source.get(i));
const corpus = samples.map(({ question }) => question);
const text = createTextBundle({ corpus, vocabSize: 280, minPixels: 784, maxPixels: 3136 });
const { backend } = await resolveBackend();
const config = presets.get('tiny')(vocabularyOf(text));
const policy = createPolicy({ config, text, backend, rng: rng.fork('weights') });
const updater = createUpdater<Batch>({
  backend,
  parameters: policy.weights,
  optim: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, maxGradNorm: 1 },
  loss: (weights, { inputs, ...batch }) => stepGrpoLoss(policy.program.logProbs(weights, inputs), batch),
});
const sampling = { groupSize: 8, temperature: 1, topP: 1, topK: 0, maxNewTokens: 12 };
const prompts = await Promise.all(samples.map((sample) => policy.encode(sample)));

for (let step = 0; step < 12; step++) {
  const groups = await groupSampler().sample(policy, samples, { ...sampling, rng: rng.fork(`step-${step}`) });
  const rewards: number[][] = [];
  for (const group of groups) rewards.push((await scoreGroup(rules, group)).totals);
  const advantages = Float32Array.from(groupNormalized().estimate(rewards).flat());
  const sequences = groups.flatMap(({ completions }, b) =>
    completions.map(({ tokenIds }) => ({ prompt: prompts[b]!, completionIds: tokenIds })),
  );
  const { inputs, completionMask: mask } = policy.collate(sequences);
  const rows = scalarTensor(sequences.length);
  const batch = { inputs, mask, advantages: hostTensor(advantages, [sequences.length]), rows };
  await updater.step([batch], { learningRate: 0.01 });
  policy.setWeights(updater.parameters);
  const mean = rewards.flat().reduce((total, reward) => total + reward, 0) / sequences.length;
  console.log(`step ${step}: ${(100 * mean).toFixed(1)} % digits`);
}
