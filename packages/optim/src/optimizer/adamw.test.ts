import { createRng } from '@stepgrpo/core';
import { hostTensor, resolveBackend, scalarTensor, tf, type HostTensor } from '@stepgrpo/tensor';
import { adamWStep } from './adamw';
import { createUpdater } from './updater';

const optim = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1, maxGradNorm: 0.5 };

/**
 * AdamW as PyTorch writes it, number by number in float64: clip_grad_norm_, then torch.optim.AdamW with the
 * weight decay of `groups` on matrices only.
 */
function scalarAdamW(
  start: readonly number[],
  decayed: boolean,
  lrs: readonly number[],
  gradients: readonly (readonly number[])[],
  clip: readonly number[],
): number[] {
  const parameters = [...start];
  const averages = start.map(() => ({ first: 0, second: 0 }));
  lrs.forEach((lr, t) => {
    for (let i = 0; i < parameters.length; i++) {
      const gradient = gradients[t]![i]! * clip[t]!;
      const average = averages[i]!;
      if (decayed) parameters[i]! -= lr * optim.weightDecay * parameters[i]!;
      average.first = optim.beta1 * average.first + (1 - optim.beta1) * gradient;
      average.second = optim.beta2 * average.second + (1 - optim.beta2) * gradient * gradient;
      const first = average.first / (1 - Math.pow(optim.beta1, t + 1));
      const second = average.second / (1 - Math.pow(optim.beta2, t + 1));
      parameters[i]! -= (lr * first) / (Math.sqrt(second) + optim.epsilon);
    }
  });
  return parameters;
}

it.each(['ort-cpu', 'tfjs-cpu'])('follows an independent float64 AdamW on %s', async (prefer) => {
  const { backend } = await resolveBackend({ prefer, threads: 1 });
  const rng = createRng(3);
  const draw = (n: number): number[] => Array.from({ length: n }, () => Math.fround(rng.normal()));
  const start = { matrix: draw(6), bias: draw(3) };
  const lrs = [0, 0.1, 0.05, 0.2, 0.01, 0.1];
  const gradients = lrs.map((_, t) => ({
    matrix: draw(6).map((g) => g * (t % 2 ? 1 : 0.05)),
    bias: draw(3),
  }));
  // The gradient of sum(parameter * g) is g.
  const updater = createUpdater<{ matrix: HostTensor; bias: HostTensor }>({
    backend,
    parameters: { matrix: hostTensor(start.matrix, [2, 3]), bias: hostTensor(start.bias) },
    loss: ({ matrix, bias }, given) => ({
      loss: tf.add(tf.sum(tf.mul(matrix!, given.matrix)), tf.sum(tf.mul(bias!, given.bias))),
    }),
    optim,
  });
  const clip: number[] = [];
  for (const [t, lr] of lrs.entries()) {
    const { matrix, bias } = gradients[t]!;
    const batch = { matrix: hostTensor(matrix, [2, 3]), bias: hostTensor(bias) };
    const { gradNorm } = await updater.step([batch], { learningRate: lr });
    const norm = Math.sqrt([...matrix, ...bias].reduce((sum, g) => sum + g * g, 0));
    expect(gradNorm).toBeCloseTo(norm, 5);
    clip.push(Math.min(1, optim.maxGradNorm / (norm + 1e-6)));
  }
  expect(Math.min(...clip)).toBeLessThan(1);
  const expected = {
    matrix: scalarAdamW(
      start.matrix,
      true,
      lrs,
      gradients.map(({ matrix }) => matrix),
      clip,
    ),
    bias: scalarAdamW(
      start.bias,
      false,
      lrs,
      gradients.map(({ bias }) => bias),
      clip,
    ),
  };
  for (const name of ['matrix', 'bias'] as const)
    updater.parameters[name]!.data.forEach((value, i) => expect(value).toBeCloseTo(expected[name][i]!, 5));
  await backend.dispose();
});

it('lets the caller say what decays', async () => {
  const { backend } = await resolveBackend({ prefer: 'tfjs-cpu' });
  const updater = createUpdater<{ zero: HostTensor }>({
    backend,
    parameters: { a: hostTensor([1]), b: hostTensor([1]) },
    loss: ({ a, b }, { zero }) => ({ loss: tf.sum(tf.mul(tf.add(a!, b!), zero)) }),
    optim: { ...optim, decays: (name) => name === 'b' },
  });
  await updater.step([{ zero: scalarTensor(0) }], { learningRate: 0.5 });
  expect([...updater.parameters['a']!.data]).toEqual([1]);
  expect(updater.parameters['b']!.data[0]).toBeCloseTo(0.95, 6); // 1 - 0.5 * 0.1
});

it('works out the scalars of the first update by hand', () => {
  const step = adamWStep(1, 0.1, optim);
  expect(step.stepSize).toBeCloseTo(1, 12); // 0.1 / (1 - 0.9)
  expect(step.rootCorrection).toBeCloseTo(Math.sqrt(0.001), 12);
  expect(step.decay).toBeCloseTo(0.99, 12);
});
