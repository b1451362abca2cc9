import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRules } from '@stepgrpo/rewards';
import { loadConfig } from './load';

const directory = join(__dirname, '../../../../configs');
const files = readdirSync(directory).filter((name) => name.endsWith('.toml'));
const load = (name: string) => loadConfig(join(directory, name)).config;

it('has the configs the README names', () => {
  expect(files).toEqual(
    expect.arrayContaining(['digits.toml', 'digits-quick.toml', 'r1-vl-2b.toml', 'r1-vl-7b.toml']),
  );
});

it.each(files)('%s loads, and its rules exist with these options', async (name) => {
  const config = load(name);
  expect(`${config.name}.toml`).toBe(name);
  expect(await createRules(config.stepgrpo?.rewards ?? [])).not.toEqual([]);
});

it.each(files)('%s begins with the command that runs it', (name) => {
  const [first] = readFileSync(join(directory, name), 'utf8').split('\n');
  expect(first).toMatch(/^# npx stepgrpo (train|demo)/);
});

it.each(files.filter((name) => name.startsWith('digits')))('%s evaluates on the test split only', (name) => {
  const { warmup, stepgrpo, eval: evaluation } = load(name);
  expect([warmup?.data, stepgrpo?.data]).toEqual([
    expect.objectContaining({ split: 'train' }),
    expect.objectContaining({ split: 'train' }),
  ]);
  expect(evaluation?.data).toMatchObject({ split: 'test' });
});

it.each([
  ['r1-vl-2b.toml', { learningRate: 2e-5, weightDecay: 0.05 }],
  ['r1-vl-7b.toml', { learningRate: 5e-6, weightDecay: 0 }],
])('%s has the published settings', (name, sft) => {
  const { warmup, stepgrpo, model } = load(name);
  expect(warmup).toMatchObject({
    epochs: 2,
    optim: { ...sft, schedule: 'cosine', warmupRatio: 0.03, microBatchSize: 4, accumulation: 8 },
  });
  expect(stepgrpo).toMatchObject({
    groupSize: 4,
    temperature: 1.2,
    klCoefficient: 0.04,
    maxPromptTokens: 512,
    maxCompletionTokens: 1024,
    optim: { learningRate: 1e-6 },
  });
  expect(stepgrpo?.rewards[0]).toMatchObject({ name: 'step-accuracy', options: { alpha: 0.1 } });
  expect(model.maxPixels).toBe(400_000);
});
