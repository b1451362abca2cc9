import { tf } from '@stepgrpo/tensor';
import { defaultSettings } from '../settings';
import { gmpo } from './gmpo';

it('takes the geometric mean of ratios, each held on the side where it gains', () => {
  const tokenRatio = tf.tensor2d([[0.9, -0.9, 7], [0.9, -0.9, 7]]); // prettier-ignore
  const { term } = gmpo({ ...defaultSettings, epsilonLow: 0.4, epsilonHigh: 0.5 })({
    logProbs: tokenRatio,
    tokenRatio,
    ratio: tokenRatio,
    advantages: tf.tensor2d([[2], [-2]]), // prettier-ignore
    mask: tf.ones([2, 3]),
    selected: tf.tensor2d([[1, 1, 0], [1, 1, 0]]), // prettier-ignore
  });
  // A > 0: min(x, held) = 0.5, -0.9; A < 0: max(x, held) = 0.9, -0.4
  const expected = [-2 * Math.exp(-0.2), 2 * Math.exp(0.25)];
  expect([...term.dataSync()]).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
  expect(term.shape).toEqual([2, 1]);
});
