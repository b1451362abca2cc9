import { hostTensor } from '@stepgrpo/tensor';
import { adamWStep } from './adamw';
import { applyUpdate } from './apply-update';

const optim = { beta1: 0.9, beta2: 0.999, epsilon: 0, weightDecay: 0, maxGradNorm: 100 };
const zeros = () => ({ a: hostTensor([0]), b: hostTensor([0]) });
const gradients = () => ({ a: hostTensor([3]), b: hostTensor([-4]) });
const step = { stepSize: 1, rootCorrection: 1, decay: 1 };

it('moves every weight, and by its own moments', () => {
  const before = { weights: zeros(), state: { step: 0, m: zeros(), v: zeros() } };
  const next = applyUpdate(before, gradients(), { step, optim, gradNorm: 5, inPlace: false });
  expect(next.m['a']!.data[0]).toBeCloseTo(0.3, 6);
  expect(next.v['b']!.data[0]).toBeCloseTo(0.016, 6);
  // m / sqrt(v) = 0.1 g / (sqrt(0.001) |g|)
  expect(next.weights['a']!.data[0]).toBeCloseTo(-0.1 / Math.sqrt(0.001), 4);
  expect(next.weights['b']!.data[0]).toBeCloseTo(0.1 / Math.sqrt(0.001), 4);
  expect(before.weights.a.data[0]).toBe(0);
  expect(before.state.m.a.data[0]).toBe(0);
});

it('clips by the norm it is told, and writes moments in place when it may', () => {
  const before = { weights: zeros(), state: { step: 0, m: zeros(), v: zeros() } };
  const update = { step: adamWStep(1, 0.1, optim), optim: { ...optim, maxGradNorm: 2.5 }, gradNorm: 5 };
  const next = applyUpdate(before, gradients(), { ...update, inPlace: true });
  expect(next.m).toBe(before.state.m);
  expect(before.state.m.a.data[0]).toBeCloseTo(0.15, 6); // 0.1 * 3 / 2
});
