import { linearLogProbs, tf } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { sequenceNetwork } from '../qwen2-vl/sequence-network';
import { headKernel, packedBias } from '../qwen2-vl/text-decoder';
import { takeRows } from '../qwen2-vl/take-rows';
import { tokenEntropies } from './token-entropies';
import type { LogProbInputs } from './collate';

/** The policy as a differentiable function of its weights, to be compiled into a training step. */
export interface PolicyProgram {
  /**
   * Natural log-probability of each completion token at temperature 1; 0 at padding.
   *
   * Shapes  weights by published name, `inputs` of a PolicyBatch -> [B, C] nats
   */
  logProbs(weights: Record<string, tf.Tensor>, inputs: Record<string, tf.Tensor>): tf.Tensor;
  /**
   * The same, with the entropy of each next-token distribution; 0 at padding. It holds one more [B * C, V] in memory.
   *
   * Shapes  weights by published name, `inputs` of a PolicyBatch -> logProbs, entropies [B, C] nats
   */
  scores(
    weights: Record<string, tf.Tensor>,
    inputs: Record<string, tf.Tensor>,
  ): { readonly logProbs: tf.Tensor; readonly entropies: tf.Tensor };
}

/** The program of a config. The head runs only at positions that predict a completion token. */
export function policyProgram(config: Qwen2VlConfig): PolicyProgram {
  const predictions = (weights: Record<string, tf.Tensor>, inputs: Record<string, tf.Tensor>) => {
    const given = inputs as unknown as LogProbInputs<tf.Tensor>;
    const { targets, targetRows, predictedBy, cellTargets, targetCells, completionMask } = given;
    const bias = packedBias(given.segments, given.contexts);
    const { hidden } = sequenceNetwork(weights, config, given, bias);
    const predicting = takeRows(hidden, targetRows, tf.reshape(predictedBy, [predictedBy.size]));
    const kernel = headKernel(weights, config);
    return {
      logProbs: () => linearLogProbs(predicting, kernel, targets),
      logits: () => tf.matMul(predicting, kernel, false, true),
      inCells(values: tf.Tensor): tf.Tensor {
        const cells = takeRows(
          tf.expandDims(values, 1),
          tf.reshape(cellTargets, [cellTargets.size]),
          targetCells,
        );
        return tf.mul(tf.reshape(cells, completionMask.shape), completionMask);
      },
    };
  };
  return {
    logProbs(weights, inputs) {
      const { logProbs, inCells } = predictions(weights, inputs);
      return inCells(logProbs());
    },
    scores(weights, inputs) {
      const { logProbs, logits, inCells } = predictions(weights, inputs);
      return { logProbs: inCells(logProbs()), entropies: inCells(tokenEntropies(logits())) };
    },
  };
}
