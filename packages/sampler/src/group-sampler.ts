import { ConfigError } from '@stepgrpo/core';
import type { Group, Sampler } from '@stepgrpo/core';
import { checkSamplingOptions } from './check-options';
import { decodeGroups } from './decode-groups';

/** What a group sampler may be told. */
export interface GroupSamplerOptions {
  /**
   * Most completions decoded at once; more samples are taken in several batches. A group is never split, so one
   * with more completions than this is a batch of its own. It bounds memory, and changes no token.
   */
  readonly maxRows?: number;
}

/**
 * Draws G completions for each of many samples, batch by batch, from any policy.
 *
 * Token t of completion c of sample s is drawn with the t-th number of `rng.fork(s.id).fork('completion-c')`, so no
 * draw depends on which samples share its batch.
 *
 * Range   `maxRows` at least 1
 * Throws  ConfigError for an option out of bounds; SamplingAbortedError when the signal aborts; LogitsError when the
 *         policy's logits are no distribution
 */
export function groupSampler({ maxRows = 256 }: GroupSamplerOptions = {}): Sampler {
  if (!(maxRows >= 1)) throw new ConfigError(`got ${maxRows}.`, 'give at least 1.', 'sampler option maxRows');
  return {
    name: 'group',
    async sample(policy, samples, options) {
      checkSamplingOptions(options);
      const total = samples.length * options.groupSize;
      const perBatch = Math.max(1, Math.floor(maxRows / options.groupSize));
      let done = 0;
      let tokens = 0;
      const onEnd = (ended: number, drawn: number): void => {
        done += ended;
        tokens += drawn;
        if (ended > 0) options.onProgress?.({ done, total, tokens });
      };
      const groups: Group[] = [];
      for (let from = 0; from < samples.length; from += perBatch) {
        const batch = samples.slice(from, from + perBatch);
        const completions = await decodeGroups(policy, batch, { options, onEnd });
        batch.forEach((sample, b) => groups.push({ sample, completions: completions[b]! }));
      }
      return groups;
    },
  };
}
