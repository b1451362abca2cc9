import { UnknownNameError } from '@stepgrpo/core';
import type { Backend } from '@stepgrpo/tensor';
import { readConfig, readWeights } from '../checkpoint/checkpoint';
import { createProgramCache } from '../policy/program-cache';
import { qwen2VlPolicy } from '../policy/qwen2-vl-policy';
import type { TrainablePolicy } from '../policy/trainable-policy';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import type { TextBundle } from '../text-bundle';
import { openCaseFolder, type CaseFolder } from './case-folder';
import type { CaseResult, Check } from './check';
import { forwardChecks } from './forward-checks';
import { gradientChecks } from './gradient-checks';
import { greedyChecks } from './greedy-checks';
import { layoutChecks, layoutNames } from './layout-checks';
import { probeChecks, probeNames } from './probe-checks';

/** What a check needs: the reference, and the policy under test with the backend it runs on. */
export interface CaseContext {
  readonly folder: CaseFolder;
  readonly backend: Backend;
  readonly policy: TrainablePolicy;
}

/**
 * Compares this implementation with reference data of a Qwen2-VL, on a backend.
 *
 * Takes any folder laid out like fixtures/qwen2-vl-tiny: `cases.json`, `cases.safetensors` and the checkpoint that it names.
 *
 * Throws  UnknownNameError for a case the folder does not have; DataError or CheckpointError when the folder is damaged
 */
export async function runModelCases(
  path: string,
  { backend, cases }: { readonly backend: Backend; readonly cases?: readonly string[] },
): Promise<readonly CaseResult[]> {
  const folder = await openCaseFolder(path);
  try {
    const config = await readConfig(folder.modelDirectory);
    const policy = qwen2VlPolicy({
      name: 'reference',
      config,
      text: idsOnly(config),
      programs: createProgramCache(backend),
      weights: await readWeights(folder.modelDirectory, config),
    });
    try {
      return await runAll({ folder, backend, policy }, cases);
    } finally {
      await policy.dispose();
    }
  } finally {
    await folder.close();
  }
}

async function runAll(context: CaseContext, wanted: readonly string[] | undefined): Promise<CaseResult[]> {
  const runners = new Map<string, () => Promise<readonly Check[]>>();
  for (const name of Object.keys(context.folder.description.cases)) {
    runners.set(name, async () => [
      ...(await forwardChecks(context, name)),
      ...(await gradientChecks(context, name)),
      ...(await greedyChecks(context, name)),
    ]);
  }
  for (const name of probeNames(context.folder)) runners.set(name, () => probeChecks(context, name));
  for (const name of layoutNames(context.folder)) runners.set(name, () => layoutChecks(context, name));
  const results: CaseResult[] = [];
  for (const name of wanted ?? runners.keys()) {
    const run = runners.get(name);
    if (run === undefined) throw new UnknownNameError('model case', name, [...runners.keys()]);
    results.push({ case: name, checks: await run() });
  }
  return results;
}

/** The text side of a policy that is only ever given token ids. */
export function idsOnly(config: Qwen2VlConfig): TextBundle {
  return {
    vocabSize: config.vocabSize,
    endTokenIds: [config.tokens.eos],
    imageTokenId: config.tokens.image,
    padTokenId: config.tokens.bos,
    specialTokens: new Map(),
    encodeText: () => [],
    decodeText: (tokenIds) => tokenIds.join(' '),

    decodeWithStarts: () => ({ text: '', starts: [] }),
    encodePrompt: async () => ({ tokenIds: [], imageSpans: [], images: [] }),
    save: async () => undefined,
  };
}
