import { tf } from '@stepgrpo/tensor';
import { headDim, type Qwen2VlConfig } from '../qwen2-vl/config';
import type { Weights } from '../qwen2-vl/layers';
import { embedTokens, outputHead, textDecoder, type Heads } from '../qwen2-vl/text-decoder';

/** Keys or values by layer: { "0": …, "1": … }. */
export type ByLayer<T> = Readonly<Record<string, T>>;

/**
 * The tensors of one decoding step. R = S * G rows: slot s holds one prompt and the rows s * G to s * G + G - 1 that continue it.
 */
export interface StepInputs<T> {
  /** int32 [R]: the newest token of each row. */
  readonly tokenIds: T;
  /** [R, 1, head] */
  readonly cos: T;
  readonly sin: T;
  /** [R, 1, Lp + Tc + 1]: 0 where a row may look (prompt, completion so far, itself), a large negative number elsewhere. */
  readonly bias: T;
  /** [S, kv heads, Lp, head] */
  readonly promptKeys: ByLayer<T>;
  readonly promptValues: ByLayer<T>;
  /** [R, kv heads, Tc, head] */
  readonly completionKeys: ByLayer<T>;
  readonly completionValues: ByLayer<T>;
}

/** What a step gives back: only what is new. */
export interface StepOutputs<T> {
  /** [R, V] */
  readonly logits: T;
  /** [2 * layers, R, kv heads, head]: key and value of the newest token, layer by layer. */
  readonly fresh: T;
}

/**
 * Next-token logits of R rows, each with its newest token, over caches that the caller keeps.
 *
 * The rows of a slot share one copy of their prompt's keys: their queries are folded into one product. The caches are inputs only;
 * the newest key and value take part directly, and come back for the caller to store.
 */
export function decodeStep(
  weights: Weights,
  config: Qwen2VlConfig,
  inputs: StepInputs<tf.Tensor>,
): StepOutputs<tf.Tensor> {
  const fresh: tf.Tensor[] = [];
  const hidden = textDecoder(weights, config, {
    hidden: embedTokens(weights, inputs.tokenIds),
    rotary: { cos: inputs.cos, sin: inputs.sin },
    attend: (heads, layer) => {
      fresh.push(heads.key, heads.value);
      return attendCached(config, heads, inputs, String(layer));
    },
  });
  return { logits: outputHead(weights, config, hidden), fresh: tf.stack(fresh) };
}

function attendCached(
  config: Qwen2VlConfig,
  { query, key, value }: Heads,
  inputs: StepInputs<tf.Tensor>,
  layer: string,
): tf.Tensor {
  const [rows = 0] = query.shape;
  const { numHeads, numKvHeads } = config;
  const width = headDim(config);
  const groups = numHeads / numKvHeads;
  const prompt = cacheOf(inputs.promptKeys, inputs.promptValues, layer);
  const completion = cacheOf(inputs.completionKeys, inputs.completionValues, layer);
  const perSlot = rows / prompt.batch;

  const ownQuery = tf.reshape(query, [rows * numKvHeads, groups, width]);
  const ownKey = tf.reshape(key, [rows * numKvHeads, 1, width]);
  const scores = tf.concat(
    [
      toRows(tf.matMul(toSlots(query), prompt.keys, false, true), prompt.length),
      tf.reshape(tf.matMul(ownQuery, completion.keys, false, true), [rows, numHeads, completion.length]),
      tf.reshape(tf.sum(tf.mul(ownQuery, ownKey), -1), [rows, numHeads, 1]),
    ],
    -1,
  );
  const shares = tf.softmax(tf.add(scores, inputs.bias));
  const [onPrompt, onCompletion, onSelf] = tf.split(shares, [prompt.length, completion.length, 1], -1) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const fromPrompt = toRows(tf.matMul(toSlots(onPrompt), prompt.values), width);
  const fromCompletion = tf.matMul(
    tf.reshape(onCompletion, [rows * numKvHeads, groups, completion.length]),
    completion.values,
  );
  const fromSelf = tf.mul(
    tf.reshape(onSelf, [rows * numKvHeads, groups, 1]),
    tf.reshape(value, [rows * numKvHeads, 1, width]),
  );
  const own = tf.reshape(tf.add(fromCompletion, fromSelf), [rows, numHeads * width]);
  return tf.add(tf.reshape(fromPrompt, [rows, numHeads * width]), own);

  /** [R, heads, n] -> [S * kv heads, G * groups, n] */
  function toSlots(x: tf.Tensor): tf.Tensor {
    const last = x.shape.at(-1) ?? 0;
    const bySlot = tf.reshape(x, [prompt.batch, perSlot, numKvHeads, groups * last]);
    const turned = perSlot === 1 ? bySlot : tf.transpose(bySlot, [0, 2, 1, 3]);
    return tf.reshape(turned, [prompt.batch * numKvHeads, perSlot * groups, last]);
  }

  /** [S * kv heads, G * groups, n] -> [R, heads, n] */
  function toRows(x: tf.Tensor, last: number): tf.Tensor {
    const byHead = tf.reshape(x, [prompt.batch, numKvHeads, perSlot, groups * last]);
    const turned = perSlot === 1 ? byHead : tf.transpose(byHead, [0, 2, 1, 3]);
    return tf.reshape(turned, [rows, numHeads, last]);
  }
}

/** [batch, kv heads, length, head] as [batch * kv heads, length, head] */
function cacheOf(
  keys: ByLayer<tf.Tensor>,
  values: ByLayer<tf.Tensor>,
  layer: string,
): { readonly keys: tf.Tensor; readonly values: tf.Tensor; readonly batch: number; readonly length: number } {
  const [k, v] = [keys[layer], values[layer]] as [tf.Tensor, tf.Tensor];
  const [batch = 0, heads = 0, length = 0, width = 0] = k.shape;
  const flat = [batch * heads, length, width];
  return { keys: tf.reshape(k, flat), values: tf.reshape(v, flat), batch, length };
}
