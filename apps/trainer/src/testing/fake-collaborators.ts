import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evaluation } from '@stepgrpo/bench';
import {
  scored,
  type Completion,
  type DataSourceConfig,
  type Group,
  type Sample,
  type SamplingOptions,
} from '@stepgrpo/core';
import type { SampleSource } from '@stepgrpo/data';
import { stepwise, type StepwiseOptions } from '@stepgrpo/advantage';
import { objectiveFromOptions } from '@stepgrpo/optim';
import { hostTensor, type HostTensor, type Resolved } from '@stepgrpo/tensor';
import type { Collaborators, EvaluationRequest, NamedTensors, PolicyRequest } from '../collaborators';
import { createMismatchDoctor, type DoctorParts } from '../mismatch/mismatch-doctor';
import { fakeTrainablePolicy } from './fake-trainable-policy';

/** What the trainer asked of its collaborators, in order. */
export interface Calls {
  readonly openBackend: unknown[];
  readonly openData: DataSourceConfig[];
  readonly openPolicy: { readonly model: PolicyRequest['model']; readonly rngPath: string }[];
  readonly createRules: unknown[];
  readonly createEstimator: { readonly name: string; readonly options: unknown }[];
  readonly createStepwise: StepwiseOptions[];
  readonly createObjective: { readonly name: string; readonly options: Readonly<Record<string, unknown>> }[];
  readonly createDoctor: DoctorParts[];
  readonly createUpdater: { readonly optim: Record<string, unknown> }[];
  readonly updates: { readonly batches: readonly FakeBatch[]; readonly learningRate: number }[];
  readonly sample: { readonly samples: number; readonly options: SamplingOptions }[];
  readonly evaluate: EvaluationRequest[];
}
type FakeBatch = Readonly<Record<string, HostTensor | Readonly<Record<string, HostTensor>>>>;

/** Collaborators in memory: every number depends on everything it should depend on, through a hash. */
export interface FakeCollaborators extends Collaborators {
  readonly calls: Calls;
}

export function fakeCollaborators(): FakeCollaborators {
  const calls: Calls = {
    openBackend: [],
    openData: [],
    openPolicy: [],
    createRules: [],
    createEstimator: [],
    createStepwise: [],
    createObjective: [],
    createDoctor: [],
    createUpdater: [],
    updates: [],
    sample: [],
    evaluate: [],
  };
  return {
    calls,
    async openBackend(settings) {
      calls.openBackend.push(settings);
      const backend = { name: 'fake', kind: 'eager', threads: 1, dispose: async () => undefined };
      return { backend, reason: 'a fake.', tried: [] } as unknown as Resolved;
    },
    async openData(config) {
      calls.openData.push(config);
      return fakeSource(config);
    },
    resolveModel: async (name) => name,
    async openPolicy({ model, adapterFrom = model.path, rng }) {
      calls.openPolicy.push({ model, rngPath: rng.path });
      const weights =
        adapterFrom === undefined
          ? { w: hostTensor([rng.uniform()]) }
          : readJson(join(adapterFrom, 'weights.json'));
      return fakeTrainablePolicy(weights, model.lora);
    },
    openAdapter: async ({ lora }, directory) =>
      fakeTrainablePolicy(readJson(join(directory, 'weights.json')), lora),
    createSampler: () => ({
      name: 'fake',
      async sample(policy, samples, options) {
        calls.sample.push({ samples: samples.length, options });
        return samples.map((sample) =>
          fakeGroup(sample, options, (policy as unknown as { weights: NamedTensors }).weights),
        );
      },
    }),
    async createRules(configs) {
      calls.createRules.push(configs);
      return configs.map(({ name, module, weight }) => ({
        weight,
        rule: {
          name: name ?? module!,
          range: [0, 9] as const,
          score: (_sample, { tokenIds }) => scored(tokenIds[0]!),
        },
      }));
    },
    createEstimator(name, options) {
      calls.createEstimator.push({ name, options });
      return {
        name,
        estimate: (rewards) => rewards.map((group) => group.map((reward) => reward - group[0]!)),
      };
    },
    createStepwise(options) {
      calls.createStepwise.push(options);
      return stepwise(options);
    },
    createObjective(name, options) {
      calls.createObjective.push({ name, options });
      return objectiveFromOptions(name, options);
    },
    createDoctor(parts) {
      calls.createDoctor.push(parts);
      return createMismatchDoctor(parts);
    },
    createUpdater({ parameters: initial, optim }) {
      calls.createUpdater.push({ optim: { ...optim } });
      let parameters = initial;
      let state = { step: 0, m: { w: hostTensor([0]) }, v: { w: hostTensor([0]) } } as {
        step: number;
        m: NamedTensors;
        v: NamedTensors;
      };
      return {
        get parameters() {
          return parameters;
        },
        async step(batches, { learningRate }) {
          calls.updates.push({ batches: batches as unknown as FakeBatch[], learningRate });
          const digest = hashedNumber(plain([batches, parameters, state, learningRate]));
          state = {
            step: state.step + 1,
            m: { w: hostTensor([digest]) },
            v: { w: hostTensor([digest / 2]) },
          };
          parameters = { w: hostTensor([hashedNumber(`new ${digest}`)]) };
          return {
            loss: digest,
            gradNorm: 1,
            metrics: { kl: digest, entropy_sum: digest, entropy_tokens: 1 },
            skipped: false,
          };
        },
        state: () => state,
        restore: (saved) => void (state = saved),
        dispose: async () => undefined,
      };
    },
    async evaluate(request) {
      calls.evaluate.push(request);
      request.onProgress(request.samples.length, request.samples.length);
      return fakeEvaluation(request);
    },
    decodeImage: async () => ({ kind: 'pixels', width: 1, height: 1, data: Uint8Array.of(9, 9, 9) }),
    savePng: async () => undefined,
    writeTensors: async (path, tensors) => writeJson(path, tensors),
    readTensors: async (path) => readJson(path),
  };
}

function fakeSource(config: DataSourceConfig): SampleSource {
  const length = config.kind === 'digits' ? config.count : (config.limit ?? 6);
  return {
    name: config.kind,
    length,
    hash: hashed(JSON.stringify(config)),
    describe: () => `${length} fakes`,
    get: (index) => ({
      id: `${config.kind}-${index}`,
      question: 'q'.repeat(4 + index),
      images: [{ kind: 'file', path: 'fake.png' }],
      solution: '1',
      keySteps: [['1']],
      reasoning: 'r'.repeat(3 + (index % 4)),
    }),
  };
}

function fakeGroup(
  sample: Sample,
  { groupSize, rng, maxNewTokens }: SamplingOptions,
  weights: NamedTensors,
): Group {
  const completions = Array.from({ length: groupSize }, (_, index): Completion => {
    const drawn = rng.fork(`${sample.id}/${index}/${plain(weights)}`);
    const tokenIds = Array.from({ length: Math.min(maxNewTokens, 1 + drawn.integer(4)) }, () =>
      drawn.integer(9),
    );
    return {
      index,
      text: tokenIds.join(' '),
      tokenIds,
      logProbs: tokenIds.map(() => weights['w']!.data[0]!), // what the fake policy says of them
      finishReason: tokenIds.length >= maxNewTokens ? 'length' : 'stop',
    };
  });
  return { sample, completions };
}

function fakeEvaluation({ policy, samples, rules }: EvaluationRequest): Evaluation {
  const mean = Math.abs(policy.weights['w']!.data[0]!) % 1;
  const estimate = { mean, low: 0, high: 1, count: samples.length };
  const completion: Completion = { index: 0, text: '1', tokenIds: [1], logProbs: [-1], finishReason: 'stop' };
  const grade = { verdict: 'correct', read: '1' } as const;
  return {
    benchmark: 'fake',
    accuracy: estimate,
    parsed: estimate,
    scores: Object.fromEntries(rules.map(({ rule }) => [rule.name, estimate])),
    ungraded: {},
    byCategory: {},
    records: samples.map(({ id, question, solution, category }, index) => ({
      index,
      sampleId: id,
      question,
      solution,
      category,
      completion,
      grade,
      scores: {},
    })),
  };
}

function writeJson(path: string, tensors: NamedTensors): void {
  writeFileSync(path, plain(tensors));
}

function readJson(path: string): NamedTensors {
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Record<
    string,
    { shape: number[]; data: number[] }
  >;
  return Object.fromEntries(
    Object.entries(stored).map(([name, { shape, data }]) => [name, hostTensor(data, shape)]),
  );
}

/** JSON in which typed arrays are lists. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    ArrayBuffer.isView(part) ? [...(part as unknown as ArrayLike<number> & Iterable<number>)] : part,
  );
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A float32 in [0, 1) that depends on every character. */
function hashedNumber(text: string): number {
  return Math.fround(parseInt(hashed(text).slice(0, 6), 16) / 0x1000000);
}
