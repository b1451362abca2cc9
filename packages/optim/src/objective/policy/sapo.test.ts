import { tf } from '@stepgrpo/tensor';
import { defaultSettings } from '../settings';
import { sapo } from './sapo';

it('gates smoothly: half open at ratio 1, and with another temperature for bad tokens', () => {
  const ratio = tf.tensor2d([[1, 1, 3, 3]]); // prettier-ignore
  const { term } = sapo({ ...defaultSettings, temperaturePositive: 1, temperatureNegative: 2 })({
    logProbs: ratio,
    tokenRatio: ratio,
    ratio,
    advantages: tf.tensor2d([[1, -1, 1, -1]]), // prettier-ignore
    mask: ratio,
    selected: ratio,
  });
  const gate = (tau: number): number => 4 / tau / (1 + Math.exp(-tau * 2));
  const expected = [-2, 1, -gate(1), gate(2)];
  expect([...term.dataSync()]).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
});
