import { tf } from '@stepgrpo/tensor';
import { samplingRatio } from './sampling-ratio';

const ln = Math.log;
const given = {
  oldLogProbs: tf.tensor2d([[ln(0.4), ln(0.1), 5]]), // prettier-ignore
  samplingLogProbs: tf.tensor2d([[ln(0.2), ln(0.2), 0]]), // prettier-ignore
  mask: tf.tensor2d([[1, 1, 0]]), // prettier-ignore
};
const near = (values: number[]): number[] => values.map((value) => expect.closeTo(value, 5) as number);

it.each([
  ['token-truncate', [1.5, 0.5, 1]],
  ['token-mask', [0, 0.5, 1]],
  ['sequence-truncate', [1]],
  ['sequence-mask', [1]],
] as const)('%s keeps what is in bounds: ratios 2, 0.5 and 1 for padding, product 1', (mode, expected) => {
  const ratio = samplingRatio({ mode, max: 1.5 }, given);
  expect([...ratio.dataSync()]).toEqual(near([...expected]));
});

it('knows a lower bound too', () => {
  expect([...samplingRatio({ mode: 'token-truncate', min: 0.8 }, given).dataSync()]).toEqual(
    near([2, 0.8, 1]),
  );
  expect([...samplingRatio({ mode: 'token-mask', min: 0.8, max: 1.5 }, given).dataSync()]).toEqual(
    near([0, 0, 1]),
  );
});
