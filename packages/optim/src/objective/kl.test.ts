import { tf } from '@stepgrpo/tensor';
import { fullKl, klEstimators } from './kl';

const numbers = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

it('gives 0 where the policies agree and what the equations say where not', () => {
  const [lp, ref] = [tf.tensor1d([-1, -1]), tf.tensor1d([-1, -3])];
  const expected = { k1: 2, abs: 2, k2: 2, k3: Math.exp(-2) + 1, 'k3-clamped': Math.exp(-2) + 1 };
  for (const [name, value] of Object.entries(expected)) {
    const [same, apart] = numbers(klEstimators[name as 'k1'](lp, ref));
    expect(same).toBeCloseTo(0, 6);
    expect(apart).toBeCloseTo(value, 6);
  }
});

it('holds the clamped estimator within its bounds', () => {
  expect(numbers(klEstimators['k3-clamped'](tf.tensor1d([-90]), tf.tensor1d([0])))).toEqual([10]);
});

it('agrees, in expectation, with the divergence itself', () => {
  const policy = tf.tensor1d([0.5, 0.3, 0.2]);
  const [lp, ref] = [tf.log(policy), tf.log(tf.tensor1d([0.2, 0.2, 0.6]))];
  const exact = numbers(fullKl(lp, ref))[0]!;
  for (const name of ['k1', 'k3'] as const)
    expect(numbers(tf.sum(tf.mul(policy, klEstimators[name](lp, ref))))[0]).toBeCloseTo(exact, 5);
});
