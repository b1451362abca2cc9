/**
 * Memory and time of a checkpoint that is large for its machine: load it with adapters, draw completions about one image,
 * make one StepGRPO update. Prints one JSON line a stage, with the highest resident memory so far.
 *
 * node --import tsx --conditions=@stepgrpo/source apps/trainer/bench/large-model.mjs <checkpoint> [--tokens 32] [--group 4] [--side 224] [--steps 1]
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createRng } from '@stepgrpo/core';
import { createAdapter, loadPolicy } from '@stepgrpo/model';
import { createUpdater, stepGrpoLoss } from '@stepgrpo/optim';
import { groupSampler } from '@stepgrpo/sampler';
import { hostTensor, resolveBackend, scalarTensor } from '@stepgrpo/tensor';

const number = (fallback) => ({ type: 'string', default: String(fallback) });
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { tokens: number(32), group: number(4), side: number(224), steps: number(1), words: number(12) },
});
const [tokens, group, side, steps, words] = ['tokens', 'group', 'side', 'steps', 'words'].map((key) =>
  Number(values[key]),
);

const status = () => {
  const text = readFileSync('/proc/self/status', 'utf8');
  const gigabytes = (key) =>
    Number((Number(new RegExp(`${key}:\\s+(\\d+)`).exec(text)[1]) * 1.024e-6).toFixed(2));
  return { residentGB: gigabytes('VmRSS'), peakGB: gigabytes('VmHWM') };
};
let startedMs = performance.now();
const report = (stage, more = {}) => {
  const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1));
  console.log(JSON.stringify({ stage, seconds, ...status(), ...more }));
  startedMs = performance.now();
};

const { backend } = await resolveBackend();
const rng = createRng('large-model');
const lora = {
  rank: 16,
  alpha: 32,
  dropout: 0,
  targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'],
  vision: false,
  rslora: false,
};
report('start');
const plain = await loadPolicy({ path: positionals[0], backend, keepBfloat16: true });
const policy = plain.withAdapter(createAdapter(plain.config, lora, rng.fork('lora')));
await plain.dispose();
report('load');

const pixels = Uint8Array.from({ length: side * side * 3 }, () => rng.integer(256));
const image = { kind: 'pixels', width: side, height: side, channels: 3, data: pixels, id: 'noise' };
const question = `What is the sum of the digits in the image? ${'Look well. '.repeat(words)}`;
const sample = { id: 'one', question, images: [image], keySteps: [], answer: '1', solution: '1' };
const prompt = await policy.encode(sample);
const [drawn] = await groupSampler().sample(policy, [sample], {
  groupSize: group,
  temperature: 1,
  topP: 1,
  topK: 0,
  maxNewTokens: tokens,
  rng: rng.fork('sample'),
});
const lengths = drawn.completions.map(({ tokenIds }) => tokenIds.length);
report('generate', { promptTokens: prompt.tokenIds.length, completionTokens: lengths });

const sequences = drawn.completions.map(({ tokenIds }) => ({ prompt, completionIds: tokenIds }));
const reference = await policy.logProbs(sequences);
report('reference', { logProb: reference[0][0] });
const updater = createUpdater({
  backend,
  parameters: policy.weights,
  trainable: (name) => policy.isTrainable(name),
  loss: (parameters, { inputs, ...batch }) =>
    stepGrpoLoss(policy.program.logProbs(parameters, inputs), batch),
  optim: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, maxGradNorm: 1 },
});
for (let step = 0; step < steps; step++) {
  const { inputs, completionMask } = policy.collate(sequences);
  const [rows, width] = completionMask.shape;
  const refLogProbs = new Float32Array(rows * width);
  reference.forEach((of, row) => refLogProbs.set(of, row * width));
  const batch = {
    inputs,
    mask: completionMask,
    advantages: hostTensor(
      Float32Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 1 : -1)),
      [rows],
    ),
    rows: scalarTensor(rows),
    refLogProbs: hostTensor(refLogProbs, [rows, width]),
    klCoefficient: scalarTensor(0.04),
  };
  const { loss, gradNorm, skipped } = await updater.step([batch], { learningRate: 1e-5 });
  report('update', { loss, gradNorm, skipped, shape: inputs.tokenIds.shape });
}
await updater.dispose();
await policy.dispose();
await backend.dispose();
