import type { RunEvent } from '@stepgrpo/core';
import { hostTensor } from '@stepgrpo/tensor';
import { aConfig, openFakeSession } from '../testing/open-fake-session';
import { modelCard, type CardParts } from './model-card';

const estimate = { mean: 0.625, low: 0.5, high: 0.75, count: 8 };
const time = '2026-01-02T03:04:05.000Z';
const events: RunEvent[] = [
  {
    time,
    kind: 'run-start',
    config: { eval: { data: { kind: 'digits' } } },
    seed: 7,
    dataHash: 'd',
    versions: { node: 'v20', stepgrpo: '0.1.0' },
    backend: { name: 'ort-cpu', reason: 'first that works.', threads: 2 },
  },
  {
    time,
    kind: 'eval-end',
    phase: 'stepgrpo',
    step: 3,
    slice: false,
    scores: { accuracy: estimate },
    durationMs: 99,
  },
];

async function cardOf(config = aConfig({ seed: 7 }), changes: Partial<CardParts> = {}): Promise<string> {
  const { session } = await openFakeSession(config);
  return modelCard({
    session,
    events,
    files: [{ name: 'model.safetensors', bytes: 4096 }],
    license: null,
    ...changes,
  });
}

it('says what was trained, from what, how well, and with what', async () => {
  const card = await cardOf();
  expect(card).toContain(
    'random weights of the size `tiny`: supervised warm-up on reasoning paths, then StepGRPO; every weight',
  );
  expect(card).toContain('| correct answers | 62.5 % [50.0, 75.0] |');
  expect(card).toMatch(
    /\| seed \| `7` \|\n\| data, SHA-256 \| `[0-9a-f]{64}` \|\n\| parameters \| 1, of which 1 were trained \|/,
  );
  expect(card).toContain('| stepgrpo | `0.1.0` |');
  expect(card).toContain('| `model.safetensors` | 4,096 |');
  expect(card).toContain('groupSize = 2');
  expect(card).not.toContain('2026'); // the same run gives the same card
});

/** The keys of the front matter; values are JSON. */
function frontMatterOf(card: string): Record<string, string> {
  const [, block = ''] = card.split('---\n', 2);
  return Object.fromEntries(
    block
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: (.*)/s, 2) as [string, string]),
  );
}

it('begins with what the Hub reads', async () => {
  expect(frontMatterOf(await cardOf())).toMatchObject({
    library_name: 'transformers',
    pipeline_tag: 'image-text-to-text',
    tags: '["stepgrpo","grpo","reinforcement-learning","vision-language"]',
  });
  const { 'model-index': index = 'null' } = frontMatterOf(await cardOf());
  expect(JSON.parse(index)).toEqual([
    {
      name: 'fake',
      results: [
        {
          task: { type: 'image-text-to-text' },
          dataset: { name: 'held-out questions', type: 'digits' },
          metrics: [{ type: 'accuracy', value: 0.625 }],
        },
      ],
    },
  ]);
});

it('names base model, licence and library of an adapter', async () => {
  const { session } = await openFakeSession(aConfig({ model: { preset: 'tiny', lora: {} } }));
  const config = aConfig({
    model: { path: 'Qwen/Qwen2-VL-2B-Instruct', lora: {} },
    output: { export: 'adapter' },
  });
  const card = await cardOf(undefined, { session: { ...session, config }, license: 'apache-2.0' });
  expect(frontMatterOf(card)).toMatchObject({
    base_model: '"Qwen/Qwen2-VL-2B-Instruct"',
    license: '"apache-2.0"',
    library_name: 'peft',
  });
  expect(card).toContain('low-rank adapters of rank 16');
});

it('does not call a local path a model of the Hub', async () => {
  const { session } = await openFakeSession();
  const at = async (path: string): Promise<string> =>
    cardOf(undefined, { session: { ...session, config: aConfig({ model: { path } }) } });
  expect(await at('../models/mine')).not.toContain('base_model');
  expect(await at('/models/mine')).not.toContain('base_model');
});

it('does without results', async () => {
  const card = await cardOf(undefined, { events: [] });
  expect(card).not.toContain('## Results');
  expect(card).not.toContain('model-index');
});

it('counts what an adapter adds', async () => {
  const { session } = await openFakeSession(aConfig({ model: { preset: 'tiny', lora: {} } }));
  session.policy.setWeights({ w: hostTensor(new Float32Array(1200), [30, 40]) });
  expect(await cardOf(undefined, { session })).toContain('1,200, of which 1,200 were trained');
});
