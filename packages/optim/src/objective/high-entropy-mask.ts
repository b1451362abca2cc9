import { tf } from '@stepgrpo/tensor';
import { detached } from './stop-gradient';

/** Where the threshold sits among the sorted entropies of a micro-batch: between two ranks, counted from the highest. */
export interface EntropyRank {
  /** The lower neighbour and the upper one, as indices into entropies sorted from high to low. */
  readonly indices: readonly [lower: number, upper: number];
  /** How far from the lower to the upper, in [0, 1), rounded to float32. */
  readonly weight: number;
}

/**
 * Rank of the quantile above which a share of the tokens lies.
 *
 * Equation  q = float32(1 - share);  position = q (tokens - 1), in float64, counted from the lowest; linear in between
 * Range     tokens: those with mask 1 in the micro-batch; share in [0, 1]
 * Source    torch.quantile as of torch 2.14 on CPU, which huggingface/trl uses for top_entropy_quantile
 */
export function entropyRank(tokens: number, share: number): EntropyRank {
  const position = Math.fround(1 - share) * Math.max(0, tokens - 1);
  const [below, above] = [Math.floor(position), Math.ceil(position)];
  const fromTop = (rank: number): number => Math.max(0, tokens - 1 - rank);
  return { indices: [fromTop(below), fromTop(above)], weight: Math.fround(position - below) };
}

/**
 * The threshold itself: the quantile of the entropies that count, without gradient.
 *
 * Equation  w < 0.5 ? a + w (b - a) : b - (b - a) (1 - w), with neighbours a <= b
 * Shapes    entropies, mask [B, T] nats; indices [2] int32, weight scalar -> scalar nats
 */
export function entropyThreshold(
  entropies: tf.Tensor,
  mask: tf.Tensor,
  { indices, weight }: { readonly indices: tf.Tensor; readonly weight: tf.Tensor },
): tf.Tensor {
  return detached(() => {
    const counted = tf.where(tf.greater(mask, 0), entropies, tf.fill(mask.shape, -Infinity)).flatten();
    const { values } = tf.topk(counted, counted.size, true);
    const [lower, upper] = tf.unstack(tf.gather(values, indices.cast('int32'))) as [tf.Tensor, tf.Tensor];
    const gap = tf.sub(upper, lower);
    return tf.where(
      tf.less(weight, 0.5),
      tf.add(lower, tf.mul(weight, gap)),
      tf.sub(upper, tf.mul(gap, tf.sub(1, weight))),
    );
  });
}

/**
 * The tokens at which the policy was undecided: where reasoning forks.
 *
 * Equation  e = [m = 1 and H >= threshold]
 * Shapes    entropies, mask [B, T], threshold a scalar -> 0 or 1 [B, T]
 * Source    "Beyond the 80/20 rule", arXiv:2506.01939; huggingface/trl top_entropy_quantile (ties are kept)
 */
export function highEntropyMask(entropies: tf.Tensor, mask: tf.Tensor, threshold: tf.Tensor): tf.Tensor {
  return detached(() => tf.mul(tf.greaterEqual(entropies, threshold).cast('float32'), mask));
}
