import { linearLogProbs, tf } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { sequenceNetwork } from '../qwen2-vl/sequence-network';
import { headKernel, packedBias } from '../qwen2-vl/text-decoder';
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
      const given = inputs as unknown as LogProbInputs<tf.Tensor>;
      const { targets, targetRows, predictedBy, cellTargets, targetCells, completionMask } = given;
      const bias = packedBias(given.segments, given.contexts);
      const { hidden } = sequenceNetwork(weights, config, given, bias);
      const predicting = takeRows(hidden, targetRows, tf.reshape(predictedBy, [predictedBy.size]));
      const logProbs = linearLogProbs(predicting, headKernel(weights, config), targets);
      const inCells = takeRows(
        tf.expandDims(logProbs, 1),
        tf.reshape(cellTargets, [cellTargets.size]),
        targetCells,
      );
      return tf.mul(tf.reshape(inCells, completionMask.shape), completionMask);
    },
  };
}
