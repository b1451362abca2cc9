import { resolveBackend } from '../backend/resolve';
import { hostTensor } from '../host-tensor';
import { tf } from '../tf';
import { specOf } from '../tree';
import { linearLogProbs } from './linear-log-probs';

const [lines, width, classes] = [7, 5, 11];
const numbers = (count: number, phase: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(3.7 * i + phase));
const inputs = {
  x: hostTensor(numbers(lines * width, 1), [lines, width]),
  kernel: hostTensor(numbers(classes * width, 2), [classes, width]),
  ids: hostTensor(Int32Array.from({ length: lines }, (_, i) => (5 * i) % classes)),
  dy: hostTensor(numbers(lines, 3), [lines]),
};

it.each(['ort-cpu', 'tfjs-cpu'])(
  'gives in chunks what it gives at once, with its gradients, on %s',
  async (prefer) => {
    const { backend } = await resolveBackend({ prefer, threads: 1 });
    const run = async (mostLogits: number) => {
      const program = await backend.compile(({ x, kernel, ids, dy }) => {
        const loss = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
          tf.sum(tf.mul(dy, linearLogProbs(a, b, ids, { mostLogits })));
        const [dx, dKernel] = tf.grads(loss)([x, kernel]) as [tf.Tensor, tf.Tensor];
        return { y: linearLogProbs(x, kernel, ids, { mostLogits }), dx, dKernel };
      }, specOf(inputs));
      return program.run(inputs);
    };
    const whole = await run(lines * classes);
    for (const mostLogits of [3 * classes, classes, 1]) {
      const chunked = await run(mostLogits);
      for (const name of ['y', 'dx', 'dKernel'] as const) {
        expect(chunked[name].shape).toEqual(whole[name].shape);
        chunked[name].data.forEach((value, i) => expect(value).toBeCloseTo(whole[name].data[i]!, 5));
      }
    }
    await backend.dispose();
  },
);
