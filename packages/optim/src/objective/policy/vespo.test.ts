import { tf } from '@stepgrpo/tensor';
import { defaultSettings } from '../settings';
import { vespo } from './vespo';

const given = {
  logProbs: tf.tensor2d([[-1, -2], [-1, -2]]), // prettier-ignore
  tokenRatio: tf.tensor2d([[0.1, 9], [-30, 9]]), // prettier-ignore
  ratio: tf.ones([2, 2]),
  advantages: tf.tensor2d([[1], [-1]]), // prettier-ignore
  mask: tf.tensor2d([[1, 0], [1, 0]]), // prettier-ignore
  selected: tf.ones([2, 2]),
};
const phiOf = (extra: { samplingRatio?: tf.Tensor }, compat?: 'trl'): number[] => {
  const settings = compat === undefined ? defaultSettings : { ...defaultSettings, compat };
  return [
    ...vespo(settings)({ ...given, ...extra })
      .metrics['vespo/phi_seq_mean']!.values()
      .dataSync(),
  ];
};
const phi = (k: number, lambda: number, s: number): number => Math.exp(lambda + k * s - lambda * Math.exp(s));

it('weighs a completion by its whole ratio, each log-ratio within 20 and the sum above ln 1e-8', () => {
  expect(phiOf({})).toEqual(
    [phi(2, 3, 0.1), phi(3, 2, Math.log(1e-8))].map((v) => expect.closeTo(v, 5) as number),
  );
});

it('adds the sampler\'s corrections, those of padding only under compat "trl"', () => {
  const samplingRatio = tf.tensor2d([[Math.exp(0.2), 0], [1, 1]]); // prettier-ignore
  expect(phiOf({ samplingRatio })[0]).toBeCloseTo(phi(2, 3, 0.3), 5);
  expect(phiOf({ samplingRatio }, 'trl')[0]).toBeCloseTo(phi(2, 3, 0.3 + Math.log(1e-8)), 5);
});
