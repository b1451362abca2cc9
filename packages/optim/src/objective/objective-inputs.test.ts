import { tf } from '@stepgrpo/tensor';
import { needed, policyInputs } from './objective-inputs';
import { defaultSettings } from './settings';

const given = {
  mask: tf.ones([1, 2]),
  advantages: tf.tensor1d([1]),
  scalars: { denominator: tf.scalar(1), rows: tf.scalar(1), tokens: tf.scalar(2) },
};
const logProbs = tf.tensor2d([[-1, -2]]); // prettier-ignore

it('compares with itself where there is no old policy', () => {
  const inputs = policyInputs(defaultSettings, { logProbs }, given);
  expect([...inputs.ratio.dataSync()]).toEqual([1, 1]);
  expect(inputs.selected).toBe(given.mask);
  expect(inputs.advantages.shape).toEqual([1, 1]);
});

it('holds log-ratios within their bound', () => {
  const oldLogProbs = tf.tensor2d([[-1, -90]]); // prettier-ignore
  const { ratio } = policyInputs(
    { ...defaultSettings, maxLogRatio: 2 },
    { logProbs },
    { ...given, oldLogProbs },
  );
  expect(ratio.dataSync()[1]).toBeCloseTo(Math.exp(2), 4);
});

it('says what a batch lacks', () => {
  expect(() => policyInputs({ ...defaultSettings, topEntropy: 0.2 }, { logProbs }, given)).toThrow(
    'The objective needs "entropies", which topEntropy makes use of.',
  );
  const corrected = { ...defaultSettings, mismatch: { mode: 'token-mask', max: 2 } } as const;
  expect(() => policyInputs(corrected, { logProbs }, given)).toThrow('"samplingLogProbs"');
  expect(needed(0, 'a', 'b')).toBe(0);
});
