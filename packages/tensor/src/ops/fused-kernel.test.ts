import { tf } from '../tf';
import { record } from '../trace/record';
import { isRecording, recordFused, withGradient } from './fused-kernel';

const specs = { x: { shape: [2], dtype: 'float32' } } as const;

it('knows whether a function is being recorded', () => {
  const seen: boolean[] = [isRecording()];
  record(({ x }: { x: tf.Tensor }) => {
    seen.push(isRecording());
    return x;
  }, specs);
  expect(seen).toEqual([false, true]);
});

it('records one of our kernels as one node', () => {
  const { graph } = record(({ x }: { x: tf.Tensor }) => recordFused('StepgrpoGelu', { x }, {})[0], specs);
  expect(graph.nodes.map(({ kernel }) => kernel)).toEqual(['StepgrpoGelu']);
});

it('uses the gradient it is given', () => {
  const tripled = (x: tf.Tensor): tf.Tensor =>
    withGradient(
      [x] as const,
      (save) => {
        save([x]);
        return tf.mul(x, 3);
      },
      (dy, [saved]) => [tf.mul(dy, tf.add(saved!, 100))],
    );
  expect(tf.grad(tripled)(tf.scalar(5)).dataSync()[0]).toBe(105);
});
