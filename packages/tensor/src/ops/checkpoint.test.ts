import { hostTensor, type HostTensor } from '../host-tensor';
import { resolveBackend } from '../backend/resolve';
import { tf } from '../tf';
import { specOf, type TensorsOf } from '../tree';
import { checkpoint } from './checkpoint';
import { rmsNorm } from './rms-norm';

const inputs = {
  x: hostTensor([0.3, -1, 2, 0.5, 1.5, -0.2], [2, 3]),
  w: hostTensor([1, 0.5, -0.3, 0.2, -1, 0.7, 0.1, 0.4, 0.9], [3, 3]),
  scale: hostTensor([1, 2, 0.5]),
  angle: hostTensor([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [2, 3]),
};

type Given = Record<string, tf.Tensor>;
const layer = ({ x, w, scale, angle }: Given): tf.Tensor =>
  tf.add(x!, tf.tanh(tf.matMul(tf.mul(rmsNorm(x!, scale!, 1e-6), angle!), w!)));

/** Three layers with shared weights, so that gradients add up, kept or computed again. */
const lossOf = (wrap: boolean) => (given: TensorsOf<typeof inputs>) => {
  const { x, w, scale, angle } = given;
  const network = (start: tf.Tensor, weight: tf.Tensor, norm: tf.Tensor): tf.Tensor => {
    let stream = start;
    for (let i = 0; i < 3; i++) {
      const own = { x: stream, w: weight, scale: norm };
      stream = wrap ? checkpoint(layer, own, { angle }) : layer({ ...own, angle });
    }
    return tf.sum(tf.square(stream));
  };
  const { value, grads } = tf.valueAndGrads(network)([x, w, scale]);
  return { loss: value, dx: grads[0]!, dw: grads[1]!, dscale: grads[2]! };
};

it.each(['tfjs-cpu', 'ort-cpu'])('has the values and gradients of the plain form on %s', async (prefer) => {
  const { backend } = await resolveBackend({ prefer });
  const run = async (wrap: boolean): Promise<Record<string, HostTensor>> => {
    const program = await backend.compile(lossOf(wrap), specOf(inputs));
    return program.run(inputs);
  };
  const [plain, again] = [await run(false), await run(true)];
  for (const [name, { data }] of Object.entries(plain)) {
    data.forEach((value, at) => expect(again[name]!.data[at]).toBeCloseTo(value, 5));
  }
  await backend.dispose();
});

it('computes the layers again in the backward pass, and keeps the tape of the outer gradient', async () => {
  const { backend } = await resolveBackend({ prefer: 'ort-cpu' });
  const nodes = async (wrap: boolean): Promise<number> =>
    (await backend.compile(lossOf(wrap), specOf(inputs))).stats.nodes;
  expect(await nodes(true)).toBeGreaterThan(await nodes(false));
  expect(tf.engine().state.activeTape ?? null).toBeNull();
  await backend.dispose();
});
