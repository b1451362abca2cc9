import type { EncodedPrompt, PolicyModel } from '@stepgrpo/core';
import { readRows } from './case-rows';
import { compare, compareExactly, type Check } from './check';
import type { CaseContext } from './model-cases';

/** Greedy tokens and the logits they were taken from, by cached decoding; also with an end token that is hit early. */
export async function greedyChecks({ folder, policy }: CaseContext, name: string): Promise<readonly Check[]> {
  if (!folder.has(`${name}.greedy_tokens`)) return [];
  const expected = await folder.read(`${name}.greedy_tokens`);
  const [, count = 0] = expected.shape;
  const rows = await readRows(folder, policy.config, name, 'prompt_');
  const prompts = rows.map(({ prompt }) => prompt);
  const { tokens, logits } = await decodeGreedily(policy, prompts, { count });
  const checks = [compareExactly('greedy_tokens', tokens, expected.data)];
  if (folder.has(`${name}.greedy_logits`)) {
    const reference = await folder.read(`${name}.greedy_logits`);
    const { greedy_logits_max_abs: tolerance } = folder.description.tolerances;
    checks.push(compare('greedy_logits', logits, reference.data, tolerance));
  }
  const end = folder.description.cases[name]?.eos_variant;
  if (end !== undefined) {
    const early = await decodeGreedily(policy, prompts, {
      count,
      end: end.eos_token_id,
      pad: policy.config.tokens.bos,
    });
    checks.push(
      compareExactly(
        'greedy_tokens_eos',
        early.tokens,
        (await folder.read(`${name}.greedy_tokens_eos`)).data,
      ),
    );
  }
  return checks;
}

/**
 * The most probable token at each step; a row that drew `end` is filled with `pad`.
 *
 * Shapes  P prompts -> tokens [P, count], logits [P, count, V]
 */
export async function decodeGreedily(
  policy: PolicyModel,
  prompts: readonly EncodedPrompt[],
  { count, end = -1, pad = 0 }: { readonly count: number; readonly end?: number; readonly pad?: number },
): Promise<{ readonly tokens: Int32Array; readonly logits: Float32Array }> {
  const { vocabSize } = policy;
  const tokens = new Int32Array(prompts.length * count).fill(pad);
  const logits = new Float32Array(prompts.length * count * vocabSize);
  const session = await policy.startDecoding(prompts, { groupSize: 1, maxNewTokens: count });
  try {
    let active = Int32Array.from(prompts.keys());
    for (let t = 0; t < count && active.length > 0; t++) {
      const drawn = new Int32Array(prompts.length);
      for (const row of active) {
        const own = session.logits.subarray(row * vocabSize, (row + 1) * vocabSize);
        logits.set(own, (row * count + t) * vocabSize);
        drawn[row] = tokens[row * count + t] = argMax(own);
      }
      active = active.filter((row) => drawn[row] !== end);
      if (t + 1 < count) await session.step(drawn, active);
    }
  } finally {
    session.dispose();
  }
  return { tokens, logits };
}

function argMax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}
