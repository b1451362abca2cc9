import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfig, readWeights } from '../checkpoint/checkpoint';
import { toBfloat16 } from '../checkpoint/element-types';
import type { CaseFolder } from './case-folder';
import { readRows } from './case-rows';
import { compare, compareExactly, type Check } from './check';
import { decodeGreedily } from './greedy-checks';
import type { CaseContext } from './model-cases';

/** Other directories of the folder that hold the same checkpoint in another layout. */
export function layoutNames(folder: CaseFolder): readonly string[] {
  return readdirSync(folder.path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== basename(folder.modelDirectory))
    .map(({ name }) => name)
    .filter((name) => existsSync(join(folder.path, name, 'config.json')))
    .sort();
}

/** The config and weights of another layout, against those of the main checkpoint; bfloat16 also by what it computes. */
export async function layoutChecks({ folder, policy }: CaseContext, name: string): Promise<readonly Check[]> {
  const directory = join(folder.path, name);
  const config = await readConfig(directory);
  const weights = await readWeights(directory, config);
  const isHalf = config.dtype === 'bfloat16';
  const checks: Check[] = [
    compareExactly(
      'config',
      [JSON.stringify({ ...config, dtype: '' })].map((text) => (text === configText(policy.config) ? 1 : 0)),
      [1],
    ),
  ];
  let differing = 0;
  for (const [weight, { data }] of Object.entries(policy.weights)) {
    const reference = data as Float32Array;
    const actual = weights[weight]?.data as Float32Array;
    const check = isHalf
      ? compareExactly(weight, toBfloat16(actual), toBfloat16(reference))
      : compareExactly(weight, actual, reference);
    differing += check.maxError;
  }
  checks.push({ name: 'weights', maxError: differing, tolerance: 0, passed: differing === 0 });
  if (!isHalf || !folder.has('single.completion_logprobs_bf16_weights')) return checks;

  const half = policy.withWeights(weights);
  try {
    const rows = await readRows(folder, config, 'single');
    const scores = await half.logProbs(rows);
    const expected = await folder.read('single.completion_logprobs_bf16_weights');
    const length = expected.shape[1] ?? 0;
    const actual = new Float32Array(expected.data.length);
    scores.forEach((row, b) => {
      const { columns, prompt } = rows[b]!;
      row.forEach((value, i) => (actual[b * length + (columns[prompt.tokenIds.length + i] ?? 0)] = value));
    });
    const { tolerances } = folder.description;
    checks.push(
      compare('completion_logprobs', actual, expected.data, tolerances.completion_logprobs_max_abs),
    );
    const tokens = await folder.read('single.greedy_tokens_bf16_weights');
    const prompts = (await readRows(folder, config, 'single', 'prompt_')).map(({ prompt }) => prompt);
    const greedy = await decodeGreedily(half, prompts, { count: tokens.shape[1] ?? 0 });
    checks.push(compareExactly('greedy_tokens', greedy.tokens, tokens.data));
  } finally {
    await half.dispose();
  }
  return checks;
}

function configText(config: object): string {
  return JSON.stringify({ ...config, dtype: '' });
}
