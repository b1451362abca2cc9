import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema, type LoraConfig, type RunEvent } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import { schemaKeys } from './config/schema-keys';
import type { Calls } from './testing/fake-collaborators';
import { digits, runWithOptions as run, type Seen } from './testing/run-with-options';

/** Every option must reach what it names: each key is set to a value that is not its default, and somebody must see it. */
let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-model-'))));
afterAll(() => rmSync(root, { recursive: true }));

const rates = (updates: Calls['updates']): number[] => updates.map(({ learningRate }) => learningRate);
const rowsOf = (updates: Calls['updates']): number =>
  (updates[0]!.batches[0]!['mask'] as HostTensor).shape[0]!;
const kinds = (seen: Seen, kind: RunEvent['kind']): number =>
  seen.events.filter((event) => event.kind === kind).length;
const slices = (seen: Seen): number =>
  seen.events.filter((event) => event.kind === 'eval-end' && event.slice).length;

interface Row {
  /** Further values the key needs to make a difference. */
  readonly with?: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly saw: (seen: Seen) => unknown;
  /** What is seen; the value itself when absent. */
  readonly expected?: unknown;
}

const optimRows = (phase: 'warmup' | 'stepgrpo'): Readonly<Record<string, Row>> => {
  const created = (seen: Seen) => seen.createUpdater[phase === 'warmup' ? 0 : 1]!.optim;
  const updates = (seen: Seen) => (phase === 'warmup' ? seen.warmupUpdates : seen.rlUpdates);
  const reached = (name: string, value: number): Row => ({ value, saw: (seen) => created(seen)[name] });
  const key = (name: string) => `${phase}.optim.${name}`;
  return {
    [key('learningRate')]: { value: 0.25, saw: (seen) => rates(updates(seen))[0] },
    [key('weightDecay')]: reached('weightDecay', 0.125),
    [key('beta1')]: reached('beta1', 0.5),
    [key('beta2')]: reached('beta2', 0.75),
    [key('epsilon')]: reached('epsilon', 0.001),
    [key('maxGradNorm')]: reached('maxGradNorm', 7),
    [key('schedule')]: {
      value: 'linear',
      saw: (seen) =>
        rates(updates(seen))
          .slice(0, 2)
          .map((rate) => rate < 0.5),
      expected: [false, true],
    },
    [key('warmupRatio')]: { value: 0.5, saw: (seen) => rates(updates(seen))[0], expected: 0 },
    [key('microBatchSize')]: { value: 3, saw: (seen) => rowsOf(updates(seen)) },
  };
};

const dataRows = (section: 'warmup' | 'stepgrpo' | 'eval', call: number): Readonly<Record<string, Row>> => {
  const path = `${section}.data`;
  const opened = (seen: Seen) => seen.openData[call] as unknown as Record<string, unknown>;
  const file = (kind: string) => ({ kind, path: 'a.jsonl', limit: 4 });
  const variant = (kind: string, name: string, value: unknown): Row => ({
    with: { [path]: kind === 'digits' ? digits : file(kind) },
    value,
    saw: (seen) => opened(seen)[name],
  });
  const fileRows = (kind: 'r1-vl' | 'sft') => ({
    [`${path}.kind (kind=${kind})`]: variant(kind, 'kind', kind),
    [`${path}.path (kind=${kind})`]: variant(kind, 'path', 'b.jsonl'),
    [`${path}.imageRoot (kind=${kind})`]: variant(kind, 'imageRoot', 'images'),
    [`${path}.limit (kind=${kind})`]: variant(kind, 'limit', 5),
  });
  return {
    [`${path}.kind (kind=digits)`]: variant('digits', 'kind', 'digits'),
    [`${path}.split (kind=digits)`]: variant('digits', 'split', section === 'eval' ? 'train' : 'test'),
    [`${path}.count (kind=digits)`]: variant('digits', 'count', 8),
    [`${path}.seed (kind=digits)`]: variant('digits', 'seed', 'other'),
    [`${path}.digits (kind=digits)`]: variant('digits', 'digits', [3, 3]),
    [`${path}.kinds (kind=digits)`]: variant('digits', 'kinds', ['sum']),
    [`${path}.shortcuts (kind=digits)`]: variant('digits', 'shortcuts', 0.5),
    ...fileRows('r1-vl'),
    ...fileRows('sft'),
  };
};

const firstOf = ({ batches }: Calls['updates'][number], name: string): number =>
  (batches[0]![name] as HostTensor).data[0]!;
/** A scalar of the first micro-batch of an update of StepGRPO. */
const scalarOf = (seen: Seen, name: string, update = 0): number =>
  (seen.rlUpdates[update]!.batches[0]!['scalars'] as Readonly<Record<string, HostTensor>>)[name]!.data[0]!;
const stepMetric = (seen: Seen, name: string): readonly unknown[] =>
  seen.events.flatMap((event) =>
    event.kind === 'step-end' && event.phase === 'stepgrpo' ? [event.metrics[name]] : [],
  );
const inStepwise = (
  name: 'normalization' | 'reduce' | 'gamma' | 'epsilon' | 'processWeight',
  value: unknown,
): Row => ({
  value,
  saw: (seen) => seen.createStepwise[0]![name],
});
const adaptive = { coefficient: 0.5, target: 5, delta: 0.25, min: 0, max: 1 };

const sampling = (value: number, read: (options: Calls['sample'][number]['options']) => unknown): Row => ({
  value,
  saw: (seen) => read(seen.sample[0]!.options),
});
const reward = (name: string, value: unknown): Row => ({
  value,
  saw: (seen) => (seen.createRules.at(-1) as Record<string, unknown>[])[0]![name],
});

const validity = { name: 'step-validity' };
const twoRules = { 'stepgrpo.rewards': [{ name: 'step-accuracy' }, validity] };
const gated = { 'stepgrpo.rewards': [{ name: 'step-accuracy', gate: 'step-validity' }, validity] };
const loraRows = (values: LoraConfig): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `model.lora.${name}`,
      { value, saw: ({ openPolicy }) => openPolicy[0]!.model.lora?.[name as keyof LoraConfig] },
    ]),
  );

const rows: Readonly<Record<string, Row>> = {
  name: { value: 'other', saw: (seen) => seen.directory },
  seed: { value: 'x7', saw: (seen) => seen.openPolicy[0]!.rngPath.split('/')[0] },
  'model.path': {
    with: { model: {} },
    value: 'MADE BY THE TEST',
    saw: (seen) => seen.openPolicy[0]!.model.path,
  },
  'model.preset': { value: 'digits', saw: (seen) => seen.openPolicy[0]!.model.preset },
  'model.vocabSize': { value: 300, saw: (seen) => seen.openPolicy[0]!.model.vocabSize },
  'model.maxPixels': { value: 999, saw: (seen) => seen.openPolicy[0]!.model.maxPixels },
  'model.minPixels': { value: 99, saw: (seen) => seen.openPolicy[0]!.model.minPixels },
  ...loraRows({ rank: 3, alpha: 5, dropout: 0.25, targets: ['q_proj'], vision: true, rslora: true }),
  'output.export': {
    with: { 'model.lora': {} },
    value: 'both',
    saw: (seen) => seen.final[1],
    expected: 'adapter',
  },
  ...dataRows('warmup', 0),
  'warmup.epochs': { value: 2, saw: (seen) => seen.warmupUpdates.length, expected: 6 },
  ...optimRows('warmup'),
  'warmup.optim.accumulation': { value: 3, saw: (seen) => seen.warmupUpdates[0]!.batches.length },
  ...dataRows('stepgrpo', 1),
  'stepgrpo.steps': { value: 5, saw: (seen) => seen.rlUpdates.length },
  'stepgrpo.promptsPerStep': { value: 3, saw: (seen) => seen.sample[0]!.samples },
  'stepgrpo.groupSize': sampling(5, (options) => options.groupSize),
  'stepgrpo.temperature': sampling(0.5, (options) => options.temperature),
  'stepgrpo.topP': sampling(0.5, (options) => options.topP),
  'stepgrpo.topK': sampling(9, (options) => options.topK),
  'stepgrpo.minP': sampling(0.25, (options) => options.minP),
  'stepgrpo.repetitionPenalty': sampling(1.5, (options) => options.repetitionPenalty),
  'stepgrpo.maxPromptTokens': { value: 7, saw: (seen) => kinds(seen, 'warning'), expected: 2 }, // prompts of 4 to 9 tokens
  'stepgrpo.maxCompletionTokens': sampling(77, (options) => options.maxNewTokens),
  'stepgrpo.klCoefficient': {
    value: 0.5,
    saw: (seen) => scalarOf(seen, 'klCoefficient'),
  },
  'stepgrpo.advantage': { value: 'leave-one-out', saw: (seen) => seen.createEstimator.at(-1)!.name },
  'stepgrpo.advantageOptions': {
    value: { epsilon: 0.5 },
    saw: (seen) => seen.createEstimator.at(-1)!.options,
  },
  'stepgrpo.objective': { value: 'dapo', saw: (seen) => seen.createObjective.at(-1)!.name },
  'stepgrpo.objectiveOptions': {
    value: { epsilonHigh: 0.5 },
    saw: (seen) => seen.createObjective.at(-1)!.options,
  },
  'stepgrpo.stepwise.normalization': inStepwise('normalization', 'none'),
  'stepgrpo.stepwise.reduce': inStepwise('reduce', 'min'),
  'stepgrpo.stepwise.gamma': inStepwise('gamma', 0.5),
  'stepgrpo.stepwise.epsilon': inStepwise('epsilon', 0.25),
  'stepgrpo.stepwise.processWeight': inStepwise('processWeight', 3),
  'stepgrpo.stepwise.outcomeWeight': {
    with: { 'stepgrpo.stepwise': { processWeight: 0 } },
    value: 2,
    saw: (seen) => (seen.rlUpdates[0]!.batches[0]!['advantages'] as HostTensor).shape.length,
  },
  'stepgrpo.iterations': { value: 2, saw: (seen) => seen.rlUpdates.length, expected: 8 },
  'stepgrpo.updatesPerGeneration': { value: 2, saw: (seen) => seen.rlUpdates.length, expected: 8 },
  'stepgrpo.maskTruncated': {
    with: { 'stepgrpo.maxCompletionTokens': 1 },
    value: true,
    saw: (seen) => scalarOf(seen, 'tokens'),
    expected: 0,
  },
  'stepgrpo.klIn': {
    value: 'reward',
    saw: (seen) => 'refLogProbs' in seen.rlUpdates[0]!.batches[0]!,
    expected: false,
  },
  'stepgrpo.klController.target': {
    with: { 'stepgrpo.klController': { target: 1e-9, horizon: 4 } },
    value: 1e9,
    saw: (seen) => scalarOf(seen, 'klCoefficient', 1).toFixed(3),
    expected: '0.032', // 0.04 (1 - 0.2 * 4 rows / 4)
  },
  'stepgrpo.klController.horizon': {
    with: { 'stepgrpo.klController': { target: 1e-9 } },
    value: 4,
    saw: (seen) => scalarOf(seen, 'klCoefficient', 1).toFixed(3),
    expected: '0.048', // 0.04 (1 + 0.2 * 4 rows / 4)
  },
  'stepgrpo.entropy.coefficient': { value: 0.5, saw: (seen) => scalarOf(seen, 'entropyCoefficient') },
  'stepgrpo.entropy.target': {
    with: { 'stepgrpo.entropy': { coefficient: 0.5 } },
    value: 5,
    saw: (seen) => scalarOf(seen, 'entropyCoefficient'), // nothing until an entropy is known
    expected: 0,
  },
  'stepgrpo.entropy.delta': {
    with: { 'stepgrpo.entropy': adaptive },
    value: 0.125,
    saw: (seen) => scalarOf(seen, 'entropyCoefficient', 1),
    expected: 0.625,
  },
  'stepgrpo.entropy.min': {
    with: { 'stepgrpo.entropy': { ...adaptive, target: 1e-9, delta: 1 } },
    value: 0.25,
    saw: (seen) => seen.steering.entropyCoefficient,
    expected: 0.25,
  },
  'stepgrpo.entropy.max': {
    with: { 'stepgrpo.entropy': { ...adaptive, delta: 1 } },
    value: 0.75,
    saw: (seen) => scalarOf(seen, 'entropyCoefficient', 1),
  },
  'stepgrpo.referenceSync.everyUpdates': {
    with: { 'stepgrpo.referenceSync': { alpha: 1 } },
    value: 1,
    saw: (seen) => new Set(seen.rlUpdates.map((update) => firstOf(update, 'refLogProbs'))).size,
    expected: 4,
  },
  'stepgrpo.referenceSync.alpha': {
    with: { 'stepgrpo.referenceSync': { everyUpdates: 1 }, 'stepgrpo.iterations': 2 },
    value: 1,
    saw: ({ rlUpdates: [, , third] }) => firstOf(third!, 'refLogProbs') === firstOf(third!, 'oldLogProbs'),
    expected: true,
  },
  'stepgrpo.dynamicSampling.maxRounds': {
    with: { 'stepgrpo.dynamicSampling': { rule: 'step-accuracy', low: 99, high: 100 } },
    value: 3,
    saw: (seen) => stepMetric(seen, 'sampling/rounds')[0],
  },
  'stepgrpo.dynamicSampling.rule': {
    with: { 'stepgrpo.dynamicSampling': { maxRounds: 2, low: 99, high: 100 } },
    value: 'step-accuracy',
    saw: (seen) => stepMetric(seen, 'sampling/rounds'),
    expected: [2, 2, 2, 2],
  },
  'stepgrpo.dynamicSampling.low': {
    with: { 'stepgrpo.dynamicSampling': { maxRounds: 2, rule: 'step-accuracy', high: 100 } },
    value: 99,
    saw: (seen) => stepMetric(seen, 'sampling/rounds'),
    expected: [2, 2, 2, 2],
  },
  'stepgrpo.dynamicSampling.high': {
    with: { 'stepgrpo.dynamicSampling': { maxRounds: 2, rule: 'step-accuracy', low: -2 } },
    value: -1,
    saw: (seen) => stepMetric(seen, 'sampling/rounds'),
    expected: [2, 2, 2, 2],
  },
  'stepgrpo.doctor.everySteps': {
    value: 2,
    saw: (seen) => seen.createDoctor[0]!.options.everySteps,
  },
  'stepgrpo.doctor.completions': {
    value: 0,
    saw: (seen) => seen.createDoctor[0]!.options.completions,
  },
  'stepgrpo.doctor.maxDifference': { value: 0.5, saw: (seen) => seen.createDoctor[0]!.options.maxDifference },
  'stepgrpo.rewards[].name': reward('name', 'step-validity'),
  'stepgrpo.rewards[].module': {
    with: { 'stepgrpo.rewards': [{}] },
    value: '/rules/mine.js',
    saw: (seen) => (seen.createRules.at(-1) as Record<string, unknown>[])[0]!['module'],
  },
  'stepgrpo.rewards[].weight': reward('weight', 3),
  'stepgrpo.rewards[].clip': reward('clip', [0, 0.5]),
  'stepgrpo.rewards[].gate': { with: twoRules, ...reward('gate', 'step-validity') },
  'stepgrpo.rewards[].gateAt': { with: gated, ...reward('gateAt', 0.5) },
  'stepgrpo.rewards[].options': reward('options', { alpha: 0.5 }),
  ...optimRows('stepgrpo'),
  ...dataRows('eval', 2),
  'eval.maxCompletionTokens': { value: 33, saw: (seen) => seen.evaluate[0]!.maxCompletionTokens },
  'eval.batchSize': { value: 5, saw: (seen) => seen.evaluate[0]!.batchSize },
  'eval.everySteps': { value: 1, saw: slices, expected: 3 },
  'eval.sliceSize': {
    with: { 'eval.everySteps': 3 },
    value: 2,
    saw: (seen) => seen.evaluate[1]!.samples.length,
  },
  'checkpoints.everySteps': { value: 1, saw: (seen) => kinds(seen, 'checkpoint-end'), expected: 7 },
  'checkpoints.keep': {
    with: { 'checkpoints.everySteps': 1 },
    value: 4,
    saw: (seen) => seen.checkpoints.length,
  },
  'backend.prefer': { value: 'tfjs-cpu', saw: (seen) => (seen.openBackend[0] as { prefer: string }).prefer },
  'backend.threads': { value: 1, saw: (seen) => (seen.openBackend[0] as { threads: number }).threads },
};

it('has a row for every key of the schema', () => {
  const keys = schemaKeys(runConfigSchema).map(({ path, variant }) =>
    variant ? `${path} (${variant})` : path,
  );
  expect(Object.keys(rows).sort()).toEqual([...keys].sort());
});

it.each(Object.entries(rows))('%s reaches what it names', async (key, row) => {
  const path = key.replace(/ \(.*/, '').replace('[]', '.0');
  let value = row.value;
  if (key === 'model.path') {
    value = mkdtempSync(join(root, 'checkpoint-'));
    writeFileSync(join(value as string, 'weights.json'), '{"w":{"shape":[1],"data":[0.5]}}');
  }
  const seen = row.saw(await run({ ...row.with, [path]: value }));
  expect(seen).toEqual(row.expected ?? value);
  const isKind = path.endsWith('.kind');
  if (!isKind && key !== 'model.path')
    expect(safely(() => row.saw(baseline))).not.toEqual(row.expected ?? value);
});

let baseline: Seen;
beforeAll(async () => (baseline = await run({})));

function safely(look: () => unknown): unknown {
  try {
    return look();
  } catch {
    return undefined; // the base run has nothing to look at there
  }
}
