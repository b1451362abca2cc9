import { tf } from '@stepgrpo/tensor';
import type { ObjectiveSettings } from '../settings';
import type { PolicyTerm } from './policy-term';

/**
 * SAPO: a smooth gate in the place of clipping, steeper where the advantage is negative.
 *
 * Equation  q = -(4 / tau) sigmoid( tau (rho - 1) ) A,  tau = temperaturePositive if A > 0 else temperatureNegative
 * Shapes    ratio, advantages [B, *] -> [B, *]
 * Source    SAPO, arXiv:2511.20347; huggingface/trl (sapo_temperature_pos, sapo_temperature_neg)
 */
export function sapo({ temperaturePositive, temperatureNegative }: ObjectiveSettings): PolicyTerm {
  return ({ ratio, advantages }) => {
    const positive = tf.greater(advantages, 0).cast('float32');
    const tau = tf.add(tf.mul(positive, temperaturePositive - temperatureNegative), temperatureNegative);
    const gate = tf.sigmoid(tf.mul(tau, tf.sub(ratio, 1)));
    return { term: tf.neg(tf.mul(tf.mul(tf.div(4, tau), gate), advantages)), without: [], metrics: {} };
  };
}
