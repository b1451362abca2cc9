import { tf } from '@stepgrpo/tensor';
import { logRatio } from './ratio';
import type { RatioLevel } from './settings';

const logProbs = tf.tensor2d([[-1, -2, -3], [-1, -1, -1]]); // prettier-ignore
const tokenRatio = tf.tensor2d([[0.5, -0.1, 9], [9, 9, 9]]); // prettier-ignore
const mask = tf.tensor2d([[1, 1, 0], [0, 0, 0]]); // prettier-ignore
const of = (level: RatioLevel): unknown => logRatio(level, { logProbs, tokenRatio, mask }).arraySync();
const near = (value: number): number => expect.closeTo(value, 6) as number;

it('compares token by token, or completion by completion, without padding', () => {
  expect(of('token')).toEqual(tokenRatio.arraySync());
  expect(of('sequence')).toEqual([[near(0.2)], [0]]);
  expect(of('sequence-sum')).toEqual([[near(0.4)], [0]]);
  expect(of('sequence-token')).toEqual([[near(0.2), near(0.2), near(0.2)], [0, 0, 0]]); // prettier-ignore
});
