import { tf } from '@stepgrpo/tensor';
import { defaultSettings, type ObjectiveSettings } from '../settings';
import { clipped } from './clipped';

const given = (ratios: number[], advantages: number[]) => {
  const ratio = tf.tensor2d([ratios]);
  const all = tf.tensor2d([advantages]);
  return { logProbs: ratio, tokenRatio: ratio, ratio, advantages: all, mask: ratio, selected: ratio };
};
const term = (settings: Partial<ObjectiveSettings>, ratios: number[], advantages: number[]): number[] => [
  ...clipped({ ...defaultSettings, ...settings })(given(ratios, advantages)).term.dataSync(),
];
const near = (values: number[]): number[] => values.map((value) => expect.closeTo(value, 5) as number);

it('stops paying for ratios outside the range, on the side where that would gain', () => {
  // A > 0: at most 1.2; A < 0: at least 0.8
  expect(term({}, [0.5, 1, 1.5], [1, 1, 1])).toEqual(near([-0.5, -1, -1.2]));
  expect(term({}, [0.5, 1, 1.5], [-1, -1, -1])).toEqual(near([0.8, 1, 1.5]));
});

it('has an upper bound of its own', () => {
  expect(term({ epsilonHigh: 0.4 }, [1.5, 0.5], [1, -1])).toEqual(near([-1.4, 0.8]));
});

it('caps the ratio where it is not clipped', () => {
  expect(term({ delta: 4 }, [9, 9], [1, -1])).toEqual(near([-1.2, 4]));
});

it('caps the loss of bad tokens by the dual clip, and says how often', () => {
  const { term: loss, metrics } = clipped({ ...defaultSettings, dualClip: 3 })(given([9, 9, 2], [1, -1, -1]));
  expect([...loss.dataSync()]).toEqual(near([-1.2, 3, 2]));
  expect([...metrics['clip_ratio/dual_mean']!.values().dataSync()]).toEqual([0, 1, 0]);
});
