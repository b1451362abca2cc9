import {
  specOf,
  type Backend,
  type HostTensorsOf,
  type TensorSpec,
  type tf,
  type Tree,
} from '@stepgrpo/tensor';

/** Compiles a function for the shapes of its inputs, runs it and frees it. */
export async function runOnce<In, Out>(
  backend: Backend,
  inputs: HostTensorsOf<In>,
  fn: (inputs: In) => Out,
): Promise<HostTensorsOf<Out>> {
  const specs = specOf(inputs) as unknown as Tree<TensorSpec>;
  const compiled = await backend.compile(
    fn as unknown as (inputs: Tree<tf.Tensor>) => Tree<tf.Tensor>,
    specs,
  );
  try {
    return (await compiled.run(inputs)) as HostTensorsOf<Out>;
  } finally {
    await compiled.dispose();
  }
}
