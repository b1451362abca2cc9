import { chosenLogProbs, tf } from '@stepgrpo/tensor';
import { withDropout } from '../lora/adapted-linear';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { sequenceNetwork } from '../qwen2-vl/sequence-network';
import { outputHead } from '../qwen2-vl/text-decoder';
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

/** The program of a config. The head runs only at positions that predict a completion token. */
export function policyProgram(config: Qwen2VlConfig): PolicyProgram {
  return {
    logProbs(weights, inputs) {
      const { targets, targetRows, predictedBy, completionMask, ...rest } =
        inputs as unknown as LogProbInputs<tf.Tensor>;
      const { dropoutRows, dropoutColumns, dropoutThreshold, ...sequences } = rest;
      const dropout = { dropoutRows, dropoutColumns, dropoutThreshold };
      const { hidden } = sequenceNetwork(withDropout(weights, dropout), config, sequences);
      const predicting = takeRows(
        hidden,
        tf.reshape(targetRows, [targetRows.size]),
        tf.reshape(predictedBy, [predictedBy.size]),
      );
      const logits = outputHead(weights, config, predicting);
      const logProbs = chosenLogProbs(logits, tf.reshape(targets, [targets.size]));
      return tf.mul(tf.reshape(logProbs, targets.shape), completionMask);
    },
  };
}
