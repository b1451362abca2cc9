import { specOf, tf, type Backend, type HostTensor } from '@stepgrpo/tensor';
import { lossGradients } from '../optimizer/loss-gradients';

type Named = Readonly<Record<string, HostTensor>>;

/** Outputs of a function, and the gradient of their sum weighted by cotangents. */
export async function vectorJacobian(
  backend: Backend,
  compute: (
    variables: Record<string, tf.Tensor>,
    constants: Record<string, tf.Tensor>,
  ) => Record<string, tf.Tensor>,
  {
    variables,
    constants,
    cotangents,
  }: { readonly variables: Named; readonly constants: Named; readonly cotangents: Named },
): Promise<{ readonly outputs: Record<string, number[]>; readonly gradients: Record<string, number[]> }> {
  const inputs = { variables, constants, cotangents };
  const program = await backend.compile((given) => {
    const weightedSum = (parameters: Record<string, tf.Tensor>): tf.Tensor => {
      const outputs = compute(parameters, given.constants);
      const terms = Object.entries(given.cotangents).map(([name, weight]) =>
        tf.sum(tf.mul(outputs[name]!, weight)),
      );
      return tf.addN(terms);
    };
    const { gradients } = lossGradients((parameters) => ({ loss: weightedSum(parameters) }), {
      parameters: given.variables,
      frozen: {},
      batch: {},
    });
    return { outputs: compute(given.variables, given.constants), gradients };
  }, specOf(inputs));
  const { outputs, gradients } = await program.run(inputs);
  await program.dispose();
  const numbers = (named: Named): Record<string, number[]> =>
    Object.fromEntries(Object.entries(named).map(([name, { data }]) => [name, [...data]]));
  return { outputs: numbers(outputs), gradients: numbers(gradients) };
}
