import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfigSchema, type LoraConfig, type RunEvent } from '@stepgrpo/core';
import type { HostTensor } from '@stepgrpo/tensor';
import { stringify } from 'smol-toml';
import { runCli } from './cli';
import { schemaKeys } from './config/schema-keys';
import { withOverride } from './config/set-option';
import { fakeCollaborators, type Calls } from './testing/fake-collaborators';
import { fakeIo } from './testing/fake-io';

/** Every option must reach what it names: each key is set to a value that is not its default, and somebody must see it. */
const digits = { kind: 'digits', split: 'train', count: 6 };
const base = {
  name: 'base',
  model: { preset: 'tiny' },
  warmup: {
    epochs: 1,
    data: digits,
    optim: { learningRate: 0.5, microBatchSize: 2, warmupRatio: 0, schedule: 'constant' },
  },
  stepgrpo: {
    data: digits,
    steps: 4,
    promptsPerStep: 2,
    groupSize: 2,
    rewards: [{ name: 'step-accuracy' }],
    optim: { learningRate: 0.5, microBatchSize: 2, warmupRatio: 0, schedule: 'constant' },
  },
  eval: { data: { ...digits, split: 'test' } },
};

/** What a run did, as its collaborators, its log and its directory saw it. */
interface Seen extends Calls {
  readonly directory: string;
  readonly events: readonly RunEvent[];
  readonly checkpoints: readonly string[];
  readonly final: readonly string[];
  readonly warmupUpdates: Calls['updates'];
  readonly rlUpdates: Calls['updates'];
}

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), 'stepgrpo-options-'))));
afterAll(() => rmSync(root, { recursive: true }));

async function run(overrides: Readonly<Record<string, unknown>>): Promise<Seen> {
  const runs = mkdtempSync(join(root, 'runs-'));
  let config: unknown = base;
  for (const [key, value] of Object.entries(overrides))
    config = withOverride(config, { path: key.split('.'), value });
  const file = join(runs, 'run.toml');
  writeFileSync(file, stringify(JSON.parse(JSON.stringify(config)) as object));
  const collaborators = fakeCollaborators();
  const io = fakeIo(collaborators);
  const exitCode = await runCli(['train', file, '--runs', runs], io);
  if (exitCode !== 0) throw new Error(io.written.stderr);
  const directory = readdirSync(runs).find((name) => name !== 'run.toml')!;
  const events = readFileSync(join(runs, directory, 'events.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  const count = (phase: string): number =>
    events.filter((event) => event.kind === 'step-end' && event.phase === phase).length;
  const { calls } = collaborators;
  return {
    ...calls,
    directory,
    events,
    checkpoints: readdirSync(join(runs, directory, 'checkpoints')),
    final: readdirSync(join(runs, directory, 'final')),
    warmupUpdates: calls.updates.slice(0, count('warmup')),
    rlUpdates: calls.updates.slice(count('warmup')),
  };
}

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

const sampling = (value: number, read: (options: Calls['sample'][number]['options']) => unknown): Row => ({
  value,
  saw: (seen) => read(seen.sample[0]!.options),
});
const reward = (name: string, value: unknown): Row => ({
  value,
  saw: (seen) => (seen.createRules.at(-1) as Record<string, unknown>[])[0]![name],
});

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
  'stepgrpo.maxPromptTokens': { value: 7, saw: (seen) => kinds(seen, 'warning'), expected: 2 }, // prompts of 4 to 9 tokens
  'stepgrpo.maxCompletionTokens': sampling(77, (options) => options.maxNewTokens),
  'stepgrpo.klCoefficient': {
    value: 0.5,
    saw: (seen) => (seen.rlUpdates[0]!.batches[0]!['klCoefficient'] as HostTensor).data[0],
  },
  'stepgrpo.advantage': { value: 'leave-one-out', saw: (seen) => seen.createEstimator.at(-1)!.name },
  'stepgrpo.advantageOptions': {
    value: { epsilon: 0.5 },
    saw: (seen) => seen.createEstimator.at(-1)!.options,
  },
  'stepgrpo.rewards[].name': reward('name', 'step-validity'),
  'stepgrpo.rewards[].weight': reward('weight', 3),
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
