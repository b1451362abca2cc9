import { chosenLogProbs, tf } from '@stepgrpo/tensor';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { sequenceNetwork } from '../qwen2-vl/sequence-network';
import { outputHead } from '../qwen2-vl/text-decoder';
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
    const { targets, targetRows, predictedBy, completionMask, ...sequences } =
      inputs as unknown as LogProbInputs<tf.Tensor>;
    const { hidden } = sequenceNetwork(weights, config, sequences);
    const predicting = takeRows(
      hidden,
      tf.reshape(targetRows, [targetRows.size]),
      tf.reshape(predictedBy, [predictedBy.size]),
    );
    return {
      logits: outputHead(weights, config, predicting),
      chosen: tf.reshape(targets, [targets.size]),
      inCells: (values: tf.Tensor) => tf.mul(tf.reshape(values, targets.shape), completionMask),
    };
  };
  return {
    logProbs(weights, inputs) {
      const { logits, chosen, inCells } = predictions(weights, inputs);
      return inCells(chosenLogProbs(logits, chosen));
    },
    scores(weights, inputs) {
      const { logits, chosen, inCells } = predictions(weights, inputs);
      return {
        logProbs: inCells(chosenLogProbs(logits, chosen)),
        entropies: inCells(tokenEntropies(logits)),
      };
    },
  };
}
