import { ConfigError } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';
import { entropyThreshold, highEntropyMask } from './high-entropy-mask';
import type { ObjectiveBatch, ObjectiveScalars, PolicyOutputs } from './objective-batch';
import { perToken } from './per-token';
import type { PolicyInputs } from './policy/policy-term';
import { logRatio } from './ratio';
import { samplingRatio } from './sampling-ratio';
import type { ObjectiveSettings } from './settings';
import { detached, stopGradient } from './stop-gradient';

/** Everything a policy term may look at, worked out from a batch. */
export function policyInputs(
  settings: ObjectiveSettings,
  { logProbs, entropies }: PolicyOutputs,
  { mask, advantages, oldLogProbs, samplingLogProbs, scalars }: ObjectiveBatch,
): PolicyInputs {
  const old = oldLogProbs ?? stopGradient(logProbs);
  const tokenRatio = tf.sub(logProbs, old);
  const raw = logRatio(settings.ratio, { logProbs, tokenRatio, mask });
  const bound = settings.maxLogRatio;
  const ratio = tf.exp(Number.isFinite(bound) ? tf.clipByValue(raw, -bound, bound) : raw);
  const inputs = { logProbs, tokenRatio, ratio, advantages: perToken(advantages), mask };
  const selected =
    settings.topEntropy < 1 ? selection(needed(entropies, 'entropies', 'topEntropy'), mask, scalars) : mask;
  const { mismatch } = settings;
  if (mismatch === undefined) return { ...inputs, selected };
  const sampled = needed(samplingLogProbs, 'samplingLogProbs', 'mismatch');
  const correction = detached(() =>
    samplingRatio(mismatch, { oldLogProbs: old, samplingLogProbs: sampled, mask }),
  );
  return { ...inputs, selected, samplingRatio: correction };
}

function selection(entropies: tf.Tensor, mask: tf.Tensor, scalars: ObjectiveScalars): tf.Tensor {
  const threshold =
    scalars.entropyThreshold ??
    entropyThreshold(entropies, mask, needed(scalars.entropyRank, 'entropyRank', 'topEntropy'));
  return highEntropyMask(entropies, mask, threshold);
}

/** A part of a batch that the settings make use of. Throws ConfigError where it is absent. */
export function needed<T>(value: T | undefined, name: string, because: string): T {
  if (value === undefined)
    throw new ConfigError(
      `The objective needs "${name}", which ${because} makes use of.`,
      `pass "${name}" in the batch.`,
    );
  return value;
}
