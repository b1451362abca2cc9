import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createEstimator, stepwise } from '@stepgrpo/advantage';
import { equivalent } from '@stepgrpo/answers';
import { benchmarks, evaluate, type Scorer } from '@stepgrpo/bench';
import { ConfigError, createRng, type ModelConfig, type Sample } from '@stepgrpo/core';
import { decodeImage, openDataSource, savePng } from '@stepgrpo/data';
import {
  createAdapter,
  createPolicy,
  createTextBundle,
  hubSettings,
  loadPolicy,
  openSafetensors,
  presets,
  readAdapter,
  resolveModel,
  vocabularyOf,
  writeSafetensors,
  type TrainablePolicy,
} from '@stepgrpo/model';
import { createUpdater, objectiveFromOptions } from '@stepgrpo/optim';
import { createRules, scoreGroup, type WeightedRule } from '@stepgrpo/rewards';
import { groupSampler } from '@stepgrpo/sampler';
import { resolveBackend } from '@stepgrpo/tensor';
import type { Collaborators, EvaluationRequest, NamedTensors, PolicyRequest } from './collaborators';
import { createMismatchDoctor } from './mismatch/mismatch-doctor';
import { isValidFormat } from './valid-format';

/**
 * The text side of a preset, where the config does not say: tokens, bounds of its images, no system turn, and the mean
 * and deviation of MNIST's pixels. With CLIP's, a black background is a large constant that hides the strokes: the
 * digits preset then needs many times the samples to read its first digit (docs/experiments.md).
 */
const presetDefaults = {
  vocabSize: 512,
  minPixels: 28 * 28,
  maxPixels: 128 * 28 * 28,
  systemPrompt: '',
  imageMean: [0.13, 0.13, 0.13],
  imageStd: [0.31, 0.31, 0.31],
} as const;

/**
 * The real collaborators: the only place that knows every package. Models are looked for, and rules find their keys, as the
 * environment says.
 */
export function createCollaborators(
  environment: Readonly<Record<string, string | undefined>> = {},
): Collaborators {
  const hub = hubSettings(environment);
  const find: Collaborators['resolveModel'] = (name, options) => resolveModel(name, hub, options);
  return {
    openBackend: (settings) => resolveBackend(defined(settings)),
    openData: openDataSource,
    resolveModel: find,
    openPolicy: (request) => openPolicy(request, find),
    openAdapter,
    createSampler: () => groupSampler(),
    createRules: (configs) => createRules(configs, { environment }),
    createEstimator,
    createStepwise: stepwise,
    createObjective: objectiveFromOptions,
    createDoctor: createMismatchDoctor,
    createUpdater,
    evaluate: evaluateSamples,
    decodeImage,
    savePng,
    writeTensors: (path, tensors) => writeSafetensors(path, tensors),
    readTensors,
  };
}

async function openPolicy(
  request: PolicyRequest,
  find: Collaborators['resolveModel'],
): Promise<TrainablePolicy> {
  const { model, adapterFrom, rng } = request;
  const plain = await openPlain(request, find);
  if (model.lora === undefined) return plain;
  try {
    if (plain.lora !== null) {
      throw new ConfigError(
        `${model.path} is an adapter already.`,
        'name the weights it belongs to, or a merged checkpoint.',
        'model.path',
      );
    }
    if (adapterFrom !== undefined) return await openAdapter(plain, adapterFrom);
    return plain.withAdapter(createAdapter(plain.config, model.lora, rng.fork('lora')));
  } finally {
    await plain.dispose(); // the policy with the adapter has its own hold on what they share
  }
}

async function openPlain(
  request: PolicyRequest,
  find: Collaborators['resolveModel'],
): Promise<TrainablePolicy> {
  const { model, backend } = request;
  if (model.path === undefined) return createPreset(request);
  return loadPolicy({
    path: await find(model.path),
    backend,
    keepBfloat16: model.lora !== undefined || request.frozen === true,
    resolveBase: (base, adapter) => {
      const beside = resolve(adapter, base);
      return find(existsSync(beside) ? beside : base);
    },
    ...pixelBounds(model),
  });
}

async function openAdapter(policy: TrainablePolicy, directory: string): Promise<TrainablePolicy> {
  return policy.withAdapter(await readAdapter(directory, policy.config));
}

/** A new policy with seeded weights, and a tokenizer that has learned from questions and reasoning paths. */
async function createPreset({ model, backend, rng, corpus }: PolicyRequest): Promise<TrainablePolicy> {
  const preset = presets.get(model.preset ?? '');
  const samples = await corpus();
  const text = createTextBundle({
    ...presetDefaults,
    ...defined({ vocabSize: model.vocabSize }),
    ...pixelBounds(model),
    corpus: samples.flatMap(({ question, reasoning }) =>
      reasoning === undefined ? [question] : [question, reasoning],
    ),
  });
  return createPolicy({ config: preset(vocabularyOf(text)), text, backend, rng, name: model.preset ?? '' });
}

function pixelBounds({
  minPixels,
  maxPixels,
}: ModelConfig): Defined<Pick<ModelConfig, 'minPixels' | 'maxPixels'>> {
  return defined({ minPixels, maxPixels });
}

function evaluateSamples(request: EvaluationRequest): ReturnType<Collaborators['evaluate']> {
  const { policy, sampler, samples, rules, batchSize, signal, onProgress } = request;
  return evaluate({
    policy,
    sampler,
    benchmark: benchmarks.get('final-answer')({ samples: () => samples, equivalent }),
    batchSize,
    maxNewTokens: request.maxCompletionTokens,
    rng: createRng('greedy'), // drawn from by nobody: temperature is 0
    scorers: {
      ...Object.fromEntries(rules.map((weighted) => [weighted.rule.name, scorerOf(weighted)])),
      'valid-format': (_sample, { text }) => Number(isValidFormat(text)),
    },
    signal,
    onProgress: ({ done }) => onProgress(done, samples.length),
  });
}

/** The value of a rule, unweighted; null where the rule cannot grade the sample. */
function scorerOf({ rule }: WeightedRule): Scorer {
  return async (sample: Sample, completion) => {
    const { outcomes } = await scoreGroup([{ rule, weight: 1 }], { sample, completions: [completion] });
    const outcome = outcomes[0]![rule.name]!;
    return outcome.kind === 'scored' ? outcome.value : null;
  };
}

async function readTensors(path: string): Promise<NamedTensors> {
  const file = await openSafetensors(path);
  try {
    const tensors: Record<string, NamedTensors[string]> = {};
    for (const name of file.entries.keys()) tensors[name] = await file.read(name);
    return tensors;
  } finally {
    await file.close();
  }
}

type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The entries that have a value. */
function defined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>;
}
