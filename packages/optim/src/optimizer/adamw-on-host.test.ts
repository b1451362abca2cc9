import { createRng } from '@stepgrpo/core';
import { tf } from '@stepgrpo/tensor';
import { adamW, adamWStep } from './adamw';
import { adamWOnHost, addTo, sumOfSquares } from './adamw-on-host';

const options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1 };
const rng = createRng(11);
const draw = (count: number): Float32Array => Float32Array.from({ length: count }, () => rng.normal());

it.each([true, false])('updates as the composite of tensors does, decay: %s', async (decays) => {
  await tf.setBackend('cpu');
  const host = { parameter: draw(37), m: new Float32Array(37), v: new Float32Array(37) };
  let slot = { parameter: tf.tensor1d(host.parameter.slice()), m: tf.zeros([37]), v: tf.zeros([37]) } as {
    parameter: tf.Tensor;
    m: tf.Tensor;
    v: tf.Tensor;
  };
  for (let t = 1; t <= 5; t++) {
    const gradient = draw(37);
    const step = adamWStep(t, 0.05, options);
    adamWOnHost({ ...host, gradient }, host, { step, options, decays, scale: 0.25 });
    const scalars = {
      stepSize: tf.scalar(step.stepSize),
      rootCorrection: tf.scalar(step.rootCorrection),
      decay: tf.scalar(step.decay),
    };
    slot = adamW(tf.mul(tf.tensor1d(gradient), 0.25), slot, { step: scalars, options, decays });
  }
  for (const name of ['parameter', 'm', 'v'] as const) {
    const expected = slot[name].dataSync();
    host[name].forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
  }
});

it('leaves what it reads alone when the target is another array', () => {
  const slot = { parameter: draw(3), m: draw(3), v: draw(3).map(Math.abs), gradient: draw(3) };
  const before = structuredClone(slot);
  const target = { parameter: new Float32Array(3), m: new Float32Array(3), v: new Float32Array(3) };
  adamWOnHost(slot, target, { step: adamWStep(1, 0.1, options), options, decays: true, scale: 1 });
  expect(slot).toEqual(before);
  expect(target.m).not.toEqual(before.m);
});

it('sums squares and gradients by hand-computed values', () => {
  expect(sumOfSquares(Float32Array.of(1, 2, 3, 4, 5, 6))).toBe(91);
  expect(sumOfSquares(new Float32Array(0))).toBe(0);
  expect(sumOfSquares(Float32Array.of(1, NaN))).toBeNaN();
  const sum = Float32Array.of(1, 2);
  addTo(sum, Float32Array.of(10, 20));
  expect([...sum]).toEqual([11, 22]);
});
