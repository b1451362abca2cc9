import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, formatResponse, type Completion, type Sample } from '@stepgrpo/core';
import { withoutAdapter } from '@stepgrpo/model';
import { hostTensor } from '@stepgrpo/tensor';
import { neverStop } from './stop';
import { createCollaborators } from './wire';

const collaborators = createCollaborators({ HF_HUB_OFFLINE: '1' });

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-wire-'))));
afterEach(() => rmSync(root, { recursive: true }));

const sample: Sample = {
  id: 's',
  question: 'What is 3 + 4?',
  images: [],
  solution: '7',
  keySteps: [['3 + 4 = 7']],
};

it('keeps tensors exactly', async () => {
  const path = join(root, 'x.safetensors');
  const tensors = { 'm/a': hostTensor([0.1, -2], [2, 1]), 'v/a': hostTensor([3], [1]) };
  await collaborators.writeTensors(path, tensors);
  expect(await collaborators.readTensors(path)).toEqual(tensors);
});

it('makes a preset with the image bounds and the vocabulary asked for, and loads what it saved', async () => {
  const { backend } = await collaborators.openBackend({ prefer: 'tfjs-cpu' });
  const request = { backend, rng: createRng(0), corpus: async () => [sample] };
  const model = { preset: 'tiny', vocabSize: 280, maxPixels: 56 * 28, minPixels: 28 * 28 };
  const policy = await collaborators.openPolicy({ ...request, model });
  expect(policy.vocabSize).toBeLessThanOrEqual(280);
  const image = { kind: 'pixels', width: 112, height: 56, data: new Uint8Array(112 * 56 * 3) } as const;
  const encoded = await policy.encode({ ...sample, images: [image] });
  const [, height, width] = encoded.images[0]!.grid;
  expect(height * width * 14 * 14).toBeLessThanOrEqual(56 * 28);
  await policy.save(root);
  const loaded = await collaborators.openPolicy({ ...request, model: { path: root } });
  expect(loaded.weights).toEqual(policy.weights);
  expect((await loaded.encode(sample)).tokenIds).toEqual((await policy.encode(sample)).tokenIds);
});

it('puts adapters on a model, new ones or those of a checkpoint, and on no adapter', async () => {
  const { backend } = await collaborators.openBackend({ prefer: 'tfjs-cpu' });
  const lora = { rank: 2, alpha: 4, dropout: 0, targets: ['q_proj'], vision: false, rslora: false };
  const request = { backend, rng: createRng(0), corpus: async () => [sample] };
  const model = { preset: 'tiny', vocabSize: 280, lora };
  const policy = await collaborators.openPolicy({ ...request, model });
  expect(policy.lora).toEqual(lora);
  await policy.withWeights(withoutAdapter(policy.weights)).save(join(root, 'base'));
  await policy.save(join(root, 'adapter'), { base: '../base' });
  const other = { ...request, rng: createRng(1), model: { path: join(root, 'base'), lora } };
  const resumed = await collaborators.openPolicy({ ...other, adapterFrom: join(root, 'adapter') });
  expect(resumed.weights).toEqual(policy.weights);
  expect((await collaborators.openPolicy(other)).weights).not.toEqual(policy.weights);
  const adapter = { ...request, model: { path: join(root, 'adapter') } };
  expect((await collaborators.openPolicy(adapter)).weights).toEqual(policy.weights);
  const twice = collaborators.openPolicy({ ...request, model: { ...adapter.model, lora } });
  await expect(twice).rejects.toThrow('is an adapter already');
});

it('looks for a model as the environment says', async () => {
  const offline = createCollaborators({ HF_HUB_OFFLINE: '1', HF_HOME: root });
  await expect(offline.resolveModel('owner/model')).rejects.toThrow(`the cache ${join(root, 'hub')}`);
});

it('grades with the answer comparer, the rules and the format', async () => {
  const text = formatResponse({
    description: 'digits',
    rationales: 'add',
    steps: ['3 + 4 = 7'],
    answer: '7',
  });
  const completion: Completion = { index: 0, text, tokenIds: [1], logProbs: [-1], finishReason: 'stop' };
  const evaluation = await collaborators.evaluate({
    policy: null as never,
    sampler: {
      name: 'fixed',
      sample: async (_policy, samples) => samples.map((of) => ({ sample: of, completions: [completion] })),
    },
    samples: [sample, { ...sample, id: 't', solution: '8' }],
    rules: await collaborators.createRules([{ name: 'step-accuracy', weight: 5, options: { alpha: 0.5 } }]),
    maxCompletionTokens: 9,
    batchSize: 1,
    signal: neverStop.signal,
    onProgress: () => undefined,
  });
  expect(evaluation.accuracy.mean).toBe(0.5);
  expect(evaluation.scores['valid-format']!.mean).toBe(1);
  expect(evaluation.scores['step-accuracy']!.mean).toBeCloseTo((1.5 + 0.5) / 2, 9); // unweighted, alpha 0.5
});
