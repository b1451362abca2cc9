import { argMax } from './logits/arg-max';
import { inverseCdf } from './logits/inverse-cdf';
import { logSumExp } from './logits/log-sum-exp';
import { temperedWeights } from './logits/temperature';
import { topK } from './logits/top-k';
import { topP } from './logits/top-p';
import type { Truncation } from './logits/truncation';

/** How one token is drawn. */
export interface DrawOptions {
  readonly vocabSize: number;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
}

/** A token and its log-probability at temperature 1 without truncation, in nats. */
export interface DrawnToken {
  readonly tokenId: number;
  readonly logProb: number;
}

/**
 * Draws the token of the row of logits that begins at `start`; null when the row is no distribution.
 * One uniform number is taken per draw, none when greedy.
 */
export type TokenDrawer = (logits: Float32Array, start: number, uniform: () => number) => DrawnToken | null;

/**
 * A way to draw tokens, with the memory it reuses from draw to draw.
 *
 * Equation  p_v = softmax(logit / temperature), cut by top-k, then by top-p of what is left, renormalised
 * Source    the order of transformers' logits warpers
 */
export function tokenDrawer({ vocabSize, temperature, ...truncation }: DrawOptions): TokenDrawer {
  const greedy = temperature === 0;
  const weights = new Float64Array(greedy ? 0 : vocabSize);
  const truncations = truncationsOf(truncation);
  return (logits, start, uniform) => {
    const best = argMax(logits, start, vocabSize);
    if (best === -1) return null;
    const max = logits[start + best]!;
    let total = greedy ? 0 : temperedWeights(logits, start, max, { temperature, weights });
    const logNormalizer =
      temperature === 1 ? max + Math.log(total) : logSumExp(logits, start, vocabSize, max);
    if (Number.isNaN(logNormalizer)) return null;
    let tokenId = best;
    if (!greedy) {
      for (const truncate of truncations) total = truncate(weights, total);
      tokenId = inverseCdf(weights, total, uniform());
    }
    return { tokenId, logProb: logits[start + tokenId]! - logNormalizer };
  };
}

function truncationsOf(options: Pick<DrawOptions, 'topK' | 'topP'>): readonly Truncation[] {
  const truncations: Truncation[] = [];
  if (options.topK > 0) truncations.push(topK(options.topK));
  if (options.topP < 1) truncations.push(topP(options.topP));
  return truncations;
}
