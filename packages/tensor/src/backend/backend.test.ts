import { hostTensor, scalarTensor } from '../host-tensor';
import { silu } from '../ops/activations';
import { rmsNorm } from '../ops/rms-norm';
import { tf } from '../tf';
import { specOf, type TensorsOf } from '../tree';
import type { Backend } from './backend';
import { backendProbes } from './resolve';

const inputs = {
  weights: { scale: hostTensor([1, 2]), shift: scalarTensor(0.5) },
  x: hostTensor([1, -1, 2, 3], [2, 2]),
};
const step = ({ weights, x }: TensorsOf<typeof inputs>) => {
  const loss = (scale: tf.Tensor, shift: tf.Tensor) => tf.sum(silu(tf.add(rmsNorm(x, scale, 1e-6), shift)));
  const { value, grads } = tf.valueAndGrads(loss)([weights.scale, weights.shift]);
  return { loss: value, gradients: { scale: grads[0]!, shift: grads[1]! } };
};

const available: Backend[] = [];
beforeAll(async () => {
  for (const probe of backendProbes) {
    const finding = await probe.probe({ threads: 2, allowSpinning: true });
    if (finding.available) available.push(finding.open());
  }
});
afterAll(() => Promise.all(available.map((backend) => backend.dispose())));

it('gives the same numbers and tree on every backend of this machine', async () => {
  expect(available.map(({ name }) => name)).toEqual(expect.arrayContaining(['ort-cpu', 'tfjs-cpu']));
  const results = [];
  for (const backend of available) {
    const compiled = await backend.compile(step, specOf(inputs), { name: 'step' });
    results.push(await compiled.run(inputs));
    await compiled.dispose();
  }
  const [first, ...others] = results;
  for (const other of others) {
    expect(Object.keys(other.gradients)).toEqual(['scale', 'shift']);
    expect(other.loss.data[0]).toBeCloseTo(first!.loss.data[0]!, 5);
    other.gradients.scale.data.forEach((number, at) =>
      expect(number).toBeCloseTo(first!.gradients.scale.data[at]!, 5),
    );
  }
});

it('says on every backend what is wrong with the inputs', async () => {
  for (const backend of available) {
    const compiled = await backend.compile(step, specOf(inputs), { name: 'step' });
    const wrong = { ...inputs, x: hostTensor([1, 2]) };
    await expect(compiled.run(wrong)).rejects.toThrow('Input "x" of "step" is float32 [2], but');
    await compiled.dispose();
    await expect(compiled.run(inputs)).rejects.toThrow('"step" was disposed.');
  }
});
