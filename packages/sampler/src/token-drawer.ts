import { argMax } from './logits/arg-max';
import { inverseCdf } from './logits/inverse-cdf';
import { logSumExp } from './logits/log-sum-exp';
import { minP } from './logits/min-p';
import { withRepetitionPenalty, type SeenTokens } from './logits/repetition-penalty';
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
  /** 0 or absent keeps all. */
  readonly minP?: number;
  /** Acts on the tokens a draw is told of; 1 or absent changes nothing. */
  readonly repetitionPenalty?: number;
}

/** A token and its log-probability at temperature 1 without truncation, in nats. */
export interface DrawnToken {
  readonly tokenId: number;
  readonly logProb: number;
}

/**
 * Draws the token of the row of logits that begins at `start`; null when the row is no distribution.
 * One uniform number is taken per draw, none when greedy. `seen` are the tokens a repetition penalty acts on.
 */
export type TokenDrawer = (
  logits: Float32Array,
  start: number,
  uniform: () => number,
  seen?: SeenTokens,
) => DrawnToken | null;

/**
 * A way to draw tokens, with the memory it reuses from draw to draw.
 *
 * Equation  p_v = softmax(logit / temperature), cut by top-k, then by top-p of what is left, then by min-p, renormalised;
 *           a repetition penalty acts on the logits before, and on no log-probability
 * Source    the order of transformers' logits warpers
 */
export function tokenDrawer(options: DrawOptions): TokenDrawer {
  const plain = plainDrawer(options);
  const { vocabSize: size, repetitionPenalty: penalty = 1 } = options;
  if (penalty === 1) return plain;
  return (logits, start, uniform, seen) => {
    if (seen === undefined || seen.ids.length === 0) return plain(logits, start, uniform);
    const best = argMax(logits, start, size);
    if (best === -1) return null;
    const logNormalizer = logSumExp(logits, start, size, logits[start + best]!);
    const drawn = withRepetitionPenalty(logits, { start, size, seen, penalty }, () =>
      plain(logits, start, uniform),
    );
    return drawn && { tokenId: drawn.tokenId, logProb: logits[start + drawn.tokenId]! - logNormalizer };
  };
}

function plainDrawer({ vocabSize, temperature, ...truncation }: DrawOptions): TokenDrawer {
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

function truncationsOf(options: Pick<DrawOptions, 'topK' | 'topP' | 'minP'>): readonly Truncation[] {
  const { minP: share = 0 } = options;
  const truncations: Truncation[] = [];
  if (options.topK > 0) truncations.push(topK(options.topK));
  if (options.topP < 1) truncations.push(topP(options.topP));
  if (share > 0) truncations.push(minP(share));
  return truncations;
}
