import { tf } from '../tf';
import { prune } from './prune';
import { record } from './record';

it('drops nodes, constants and inputs that no output needs', () => {
  const specs = { used: { shape: [2], dtype: 'float32' }, unused: { shape: [2], dtype: 'float32' } } as const;
  const { graph } = record(({ used, unused }: Record<keyof typeof specs, tf.Tensor>) => {
    tf.mul(tf.exp(unused), tf.tensor([7, 8]));
    return { y: tf.add(used, tf.tensor([1, 2])) };
  }, specs);
  const pruned = prune(graph);
  expect(graph.nodes.map(({ kernel }) => kernel)).toEqual(['Exp', 'Multiply', 'Add']);
  expect(pruned.nodes.map(({ kernel }) => kernel)).toEqual(['Add']);
  expect(pruned.inputs.map(({ name }) => name)).toEqual(['used']);
  expect(pruned.constants).toHaveLength(1);
});

it('keeps a node of which one output is needed', () => {
  const { graph } = record(({ x }: { x: tf.Tensor }) => ({ y: tf.split(x, 2)[1]! }), {
    x: { shape: [4], dtype: 'float32' },
  });
  expect(prune(graph).nodes.map(({ kernel }) => kernel)).toEqual(['SplitV']);
});
