import { tf } from '@stepgrpo/tensor';
import { defaultSettings } from '../settings';
import { policyTerms } from './policy-terms';

it.each(Object.keys(policyTerms) as (keyof typeof policyTerms)[])(
  '%s is finite and indifferent where A = 0',
  (name) => {
    const ones = tf.ones([2, 3]);
    const { term } = policyTerms[name](defaultSettings)({
      logProbs: tf.neg(ones),
      tokenRatio: tf.mul(ones, 0.3),
      ratio: tf.exp(tf.mul(ones, 0.3)),
      advantages: tf.zeros([2, 1]),
      mask: ones,
      selected: ones,
    });
    expect([...term.dataSync()].every((value) => value === 0)).toBe(true);
  },
);
