import { tf } from '../tf';
import { isRecording, recordFused, withGradient } from './fused-kernel';

/**
 * Log-probability, in nats, of one chosen class in each line: minus the cross-entropy of softmax(logits) at `ids`.
 *
 * Equation  y[n] = logits[n, ids[n]] - logsumexp(logits[n]); dlogits[n, v] = dy[n] (1{v = ids[n]} - softmax(logits)[n, v])
 * Shapes    logits [N, V], ids [N] int32 in [0, V) -> [N] nats, at most 0
 * Throws    BackendError from run() when an id is out of range
 */
export function chosenLogProbs(logits: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  return withGradient(
    [logits] as const,
    (save) => {
      const [chosen, logProbs] = forward(logits, ids);
      save([logProbs, ids]);
      return chosen;
    },
    (dy, saved) => {
      const [logProbs, classes] = saved as [tf.Tensor, tf.Tensor];
      return [backward(logProbs, classes, dy)];
    },
  );
}

/** [N] of the chosen classes, and [N, V] of all. */
function forward(logits: tf.Tensor, ids: tf.Tensor): readonly [tf.Tensor, tf.Tensor] {
  const outputs = isRecording()
    ? recordFused('StepgrpoChosenLogProbs', { logits, ids }, {})
    : composite(logits, ids);
  return outputs as [tf.Tensor, tf.Tensor];
}

function backward(logProbs: tf.Tensor, ids: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  if (isRecording())
    return recordFused('StepgrpoChosenLogProbsGrad', { dy, logProbs, ids }, {})[0] as tf.Tensor;
  return tf.mul(tf.expandDims(dy, -1), tf.sub(oneHot(ids, logProbs), tf.exp(logProbs)));
}

function composite(logits: tf.Tensor, ids: tf.Tensor): tf.Tensor[] {
  const logProbs = tf.logSoftmax(logits);
  return [tf.sum(tf.mul(logProbs, oneHot(ids, logProbs)), -1), logProbs];
}

function oneHot(ids: tf.Tensor, like: tf.Tensor): tf.Tensor {
  return tf.oneHot(ids, like.shape[like.rank - 1] as number);
}
