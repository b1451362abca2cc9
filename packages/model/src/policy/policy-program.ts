import { chosenLogProbs, headLogProbs, tf } from '@stepgrpo/tensor';
import { withDropout } from '../lora/adapted-linear';
import type { Qwen2VlConfig } from '../qwen2-vl/config';
import { recomputesLayers } from '../qwen2-vl/layer-memory';
import { sequenceNetwork } from '../qwen2-vl/sequence-network';
import { headWeight, outputHead, packedBias } from '../qwen2-vl/text-decoder';
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
   * The same, with the entropy of each next-token distribution; 0 at padding. Entropies take all logits at once, whatever the
   * vocabulary.
   *
   * Shapes  weights by published name, `inputs` of a PolicyBatch -> logProbs, entropies [B, C] nats
   */
  scores(
    weights: Record<string, tf.Tensor>,
    inputs: Record<string, tf.Tensor>,
  ): { readonly logProbs: tf.Tensor; readonly entropies: tf.Tensor };
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
  const predictions = (weights: Record<string, tf.Tensor>, inputs: Record<string, tf.Tensor>) => {
    const given = inputs as unknown as LogProbInputs<tf.Tensor>;
    const { targets, targetRows, predictedBy, cellTargets, targetCells, completionMask } = given;
    const [rows = 0, length = 0] = given.tokenIds.shape;
    const { hidden } = sequenceNetwork(withDropout(weights, given), config, given, {
      bias: packedBias(given.segments, given.contexts),
      recompute: recompute ?? recomputesLayers(config, rows, length),
    });
    const predicting = takeRows(hidden, targetRows, tf.reshape(predictedBy, [predictedBy.size]));
    return {
      targets,
      logProbs: () => scoreTargets(weights, config, { predicting, ids: targets, logitsAtOnce }),
      logits: () => outputHead(weights, config, predicting),
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
      const { targets, logits: logitsOf, inCells } = predictions(weights, inputs);
      const logits = logitsOf();
      return {
        logProbs: inCells(chosenLogProbs(logits, targets)),
        entropies: inCells(tokenEntropies(logits)),
      };
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
