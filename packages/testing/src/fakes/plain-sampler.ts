import { StepGrpoError } from '@stepgrpo/core';
import type { Completion, EncodedPrompt, PolicyModel, Rng, Sampler, SamplingOptions } from '@stepgrpo/core';

class PlainSamplerAborted extends StepGrpoError {
  readonly code = 'PLAIN_SAMPLER_ABORTED';
}

/**
 * The plainest sampler there is: one completion at a time, with full sorts. A reference for others, too slow for use.
 *
 * Source  the order of transformers' logits warpers: temperature, top-k, top-p
 */
export function plainSampler(): Sampler {
  return {
    name: 'plain',
    async sample(policy, samples, options) {
      const groups = [];
      const total = samples.length * options.groupSize;
      let tokens = 0;
      for (const sample of samples) {
        const prompt = await policy.encode(sample);
        const completions: Completion[] = [];
        for (let index = 0; index < options.groupSize; index++) {
          const completion = await complete(policy, {
            prompt,
            rng: options.rng.fork(sample.id),
            index,
            options,
          });
          completions.push(completion);
          tokens += completion.tokenIds.length;
          options.onProgress?.({ done: groups.length * options.groupSize + index + 1, total, tokens });
        }
        groups.push({ sample, completions });
      }
      return groups;
    },
  };
}

async function complete(
  policy: PolicyModel,
  work: {
    readonly prompt: EncodedPrompt;
    readonly rng: Rng;
    readonly index: number;
    readonly options: SamplingOptions;
  },
): Promise<Completion> {
  const { prompt, index, options } = work;
  const { maxNewTokens, signal } = options;
  const rng = work.rng.fork(`completion-${index}`);
  const session = await policy.startDecoding([prompt], { groupSize: 1, maxNewTokens });
  const tokenIds: number[] = [];
  const logProbs: number[] = [];
  try {
    for (;;) {
      if (signal?.aborted)
        throw new PlainSamplerAborted('Stopped.', 'run it again.', { cause: signal.reason });
      const logits = [...session.logits];
      const tokenId = pick(logits, { ...options, uniform: () => rng.uniform() });
      tokenIds.push(tokenId);
      logProbs.push(logits[tokenId]! - Math.log(sum(logits.map(Math.exp))));
      const stopped = policy.endTokenIds.includes(tokenId);
      if (stopped || tokenIds.length === maxNewTokens) {
        const text = policy.decodeText(stopped ? tokenIds.slice(0, -1) : tokenIds);
        return { index, text, tokenIds, logProbs, finishReason: stopped ? 'stop' : 'length' };
      }
      await session.step(Int32Array.of(tokenId));
    }
  } finally {
    session.dispose();
  }
}

function pick(
  logits: readonly number[],
  options: Pick<SamplingOptions, 'temperature' | 'topK' | 'topP'> & { readonly uniform: () => number },
): number {
  const { temperature, topK, topP, uniform } = options;
  const order = logits.map((_, id) => id).sort((a, b) => logits[b]! - logits[a]! || a - b);
  if (temperature === 0) return order[0]!;
  const kept = order.slice(0, topK === 0 ? order.length : topK);
  const weights = kept.map((id) => Math.exp(logits[id]! / temperature));
  const nucleus = kept.filter((_, i) => i === 0 || sum(weights.slice(0, i)) < topP * sum(weights));
  const left = nucleus.map((id, i) => ({ id, weight: weights[i]! })).sort((a, b) => a.id - b.id);
  const target = uniform() * sum(left.map(({ weight }) => weight));
  let reached = 0;
  return left.find(({ weight }) => (reached += weight) > target)!.id;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
