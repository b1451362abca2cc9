import type { HostTensor, TensorSpec } from '../host-tensor';
import type { tf } from '../tf';
import { flattenTree, mapTree, specOf, type TensorsOf, type Tree } from '../tree';
import type { Backend } from './backend';

interface Weights {
  readonly w: HostTensor;
  readonly nested: { readonly v: HostTensor };
}
interface WeightTensors {
  readonly w: tf.Tensor;
  readonly nested: { readonly v: tf.Tensor };
}

/** Never called: that it compiles is the test. */
async function usesTypes(
  backend: Backend,
  weights: Weights,
  given: { any: Tree<HostTensor>; flat: Record<string, HostTensor> },
) {
  const typed = await backend.compile((t: WeightTensors): WeightTensors => t, specOf(weights));
  const nested: HostTensor = (await typed.run(weights)).nested.v;

  const open = await backend.compile(({ any, flat }) => ({ any, flat }), specOf(given));
  const outputs = await open.run(given);
  const [tree, record]: [Tree<HostTensor>, Record<string, HostTensor>] = [outputs.any, outputs.flat];

  const literal = await backend.compile(({ x }) => ({ y: x.neg() }), { x: { shape: [2], dtype: 'float32' } });
  const spec: { x: TensorSpec } = { x: { shape: [2], dtype: 'float32' } };
  const named = await backend.compile(({ x }) => ({ y: x }), spec);

  const leaves: Record<string, HostTensor> = { ...flattenTree(weights), ...flattenTree(given.any) };
  const lengths: number = mapTree(weights, ({ data }) => data.length).nested.v;
  const same: Tree<HostTensor> = mapTree(given.any, (leaf) => leaf);
  const inner = (t: TensorsOf<typeof weights>): tf.Tensor => t.nested.v;

  // @ts-expect-error an output that is no tensor
  await backend.compile(() => ({ y: 3 }), spec);
  // @ts-expect-error an element type that does not exist
  await backend.compile(({ x }) => ({ x }), { x: { shape: [2], dtype: 'float16' } });
  return [nested, tree, record, literal, named, leaves, lengths, same, inner];
}

it('keeps trees typed from specs to outputs', () => {
  expect(usesTypes).toBeInstanceOf(Function);
});
