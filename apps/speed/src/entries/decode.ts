import { createRng, type Sample } from '@stepgrpo/core';
import type { Qwen2VlConfig } from '@stepgrpo/model';
import { groupSampler } from '@stepgrpo/sampler';
import { resolveBackend } from '@stepgrpo/tensor';
import { decoderParameters, decoderSizes, sizedPolicy, type SizeName } from '../decoder-sizes';
import type { Entry, Limits } from '../entry';
import { median, spread, timePasses } from '../measure';

const promptTokens = 10;
const newTokens = 150;

/** Writing 150 tokens after prompts of 10, all different, drawn at temperature 1 from the whole vocabulary. */
export function decodeEntry(name: SizeName, batch: number): Entry {
  return {
    summary: `decoding with the ${name} decoder, ${batch} row(s)`,
    async run({ threads, limits }) {
      const { config } = decoderSizes[name];
      const { backend } = await resolveBackend({ threads });
      const policy = sizedPolicy(config, backend);
      const samples = Array.from({ length: batch }, (_, i) => emptySample(`sample-${i}`));
      const sampler = groupSampler();
      const isLarge = decoderParameters(config) > 5e7;
      const times = await timePasses(
        isLarge ? { warmup: 1, counted: 5 } : { warmup: 2, counted: 7 },
        (pass) =>
          sampler.sample(policy, samples, {
            groupSize: 1,
            temperature: 1,
            topP: 1,
            topK: 0,
            maxNewTokens: newTokens,
            rng: createRng(pass),
          }),
      );
      await policy.dispose();
      await backend.dispose();
      const totalMs = median(times);
      const limit = (batch * 1000) / leastStepMs(config, batch, limits);
      const value = (batch * newTokens * 1000) / totalMs;
      const details = { msPerTokenStep: totalMs / newTokens, ...spread(times) };
      return [
        { name: `decode/${name}/b${batch}`, value, unit: 'tokens/s', limit, share: value / limit, details },
      ];
    },
  };
}

/**
 * The least time of one token step at the limits of the machine.
 *
 * Equation  max(2 N batch / matrix limit, bytes of weights and of the cache at its mean length / reading limit)
 */
export function leastStepMs(
  config: Qwen2VlConfig,
  batch: number,
  { matmulGflops, readGBps }: Limits,
): number {
  const weights = decoderParameters(config);
  const perPosition = 2 * config.numLayers * config.numKvHeads * (config.hiddenSize / config.numHeads);
  const bytes = 4 * (weights + batch * perPosition * (promptTokens + newTokens / 2));
  return Math.max((2 * weights * batch) / (matmulGflops * 1e6), bytes / (readGBps * 1e6));
}

function emptySample(id: string): Sample {
  return { id, question: '', images: [], solution: '', keySteps: [] };
}
