import { chosenLogProbs, headLogProbs, tf } from '@stepgrpo/tensor';
import { withDropout } from '../lora/adapted-linear';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { recomputesLayers } from '../qwen2-vl/layer-memory';
import { sequenceNetwork } from '../qwen2-vl/sequence-network';
import { headWeight, outputHead } from '../qwen2-vl/text-decoder';
import { takeRows } from '../qwen2-vl/take-rows';
import type { LogProbInputs } from './collate';

/** The policy as a differentiable function of its weights, to be compiled into a training step. */
export interface PolicyProgram {
  /**
   * Natural log-probability of each completion token at temperature 1; 0 at padding.
   *
   * Shapes  weights by published name, `inputs` of a PolicyBatch -> [B, C] nats
   */
  logProbs(weights: Record<string, tf.Tensor>, inputs: Record<string, tf.Tensor>): tf.Tensor;
}

/** How a program saves memory; decided by the shapes of a batch where it does not say. */
export interface ProgramMemory {
  /** Computes decoder layers again in the backward pass. */
  readonly recompute?: boolean;
  /** Most logits that exist at once: 64 MB when absent. */
  readonly logitsAtOnce?: number;
}

/** The program of a config. The head runs only at positions that predict a completion token. */
export function policyProgram(
  config: Qwen2VlConfig,
  { recompute, logitsAtOnce = LOGITS_AT_ONCE }: ProgramMemory = {},
): PolicyProgram {
  return {
    logProbs(weights, inputs) {
      const { targets, targetRows, predictedBy, completionMask, ...rest } =
        inputs as unknown as LogProbInputs<tf.Tensor>;
      const { dropoutRows, dropoutColumns, dropoutThreshold, ...sequences } = rest;
      const dropout = { dropoutRows, dropoutColumns, dropoutThreshold };
      const [batch = 0, length = 0] = sequences.tokenIds.shape;
      const { hidden } = sequenceNetwork(withDropout(weights, dropout), config, sequences, {
        recompute: recompute ?? recomputesLayers(config, batch, length),
      });
      const predicting = takeRows(
        hidden,
        tf.reshape(targetRows, [targetRows.size]),
        tf.reshape(predictedBy, [predictedBy.size]),
      );
      const logProbs = scoreTargets(weights, config, {
        predicting,
        ids: tf.reshape(targets, [targets.size]),
        logitsAtOnce,
      });
      return tf.mul(tf.reshape(logProbs, targets.shape), completionMask);
    },
  };
}

/** 64 MB of logits. */
export const LOGITS_AT_ONCE = 2 ** 24;

/** Log-probabilities of the targets, over all logits at once or over classes in parts; [N] nats. */
function scoreTargets(
  weights: Record<string, tf.Tensor>,
  config: Qwen2VlConfig,
  {
    predicting,
    ids,
    logitsAtOnce,
  }: { readonly predicting: tf.Tensor; readonly ids: tf.Tensor; readonly logitsAtOnce: number },
): tf.Tensor {
  if (ids.size * config.vocabSize > logitsAtOnce)
    return headLogProbs(predicting, headWeight(weights, config), { ids });
  return chosenLogProbs(outputHead(weights, config, predicting), ids);
}
