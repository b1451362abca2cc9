import { hostTensor, scalarTensor, specOf, type Backend, type HostTensor, type Tree } from '@stepgrpo/tensor';
import type { LossAndMetrics } from '../objective/step-grpo-loss';
import { lossGradients } from '../optimizer/loss-gradients';

/** Host tensors of one micro-batch: what the loss is differentiated by, and everything else. */
export interface EvaluateInputs {
  readonly variables: Readonly<Record<string, HostTensor>>;
  readonly batch: Tree<HostTensor>;
}

export interface Evaluated {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

/** Loss, metrics and gradients of one micro-batch, run as training runs them. */
export async function evaluate(
  backend: Backend,
  loss: (variables: never, batch: never) => LossAndMetrics,
  { variables, batch }: EvaluateInputs,
): Promise<Evaluated> {
  const inputs = { variables, batch: batch as Record<string, HostTensor> };
  const program = await backend.compile(
    (given) =>
      lossGradients((parameters, tensors) => loss(parameters as never, tensors), {
        parameters: given.variables,
        frozen: {},
        batch: given.batch,
      }),
    specOf(inputs),
    { name: 'conformance' },
  );
  const { loss: value, metrics, gradients } = await program.run(inputs);
  await program.dispose();
  const first = ({ data }: HostTensor): number => data[0] ?? Number.NaN;
  const mapped = <T>(
    named: Readonly<Record<string, HostTensor>>,
    read: (tensor: HostTensor) => T,
  ): Record<string, T> =>
    Object.fromEntries(Object.entries(named).map(([name, tensor]) => [name, read(tensor)]));
  return {
    loss: first(value),
    metrics: mapped(metrics, first),
    gradients: mapped(gradients, ({ data }) => [...data]),
  };
}

/** Rows of equal length as a float32 tensor [rows, tokens]. */
export function matrix(rows: readonly (readonly number[])[]): HostTensor {
  return hostTensor(rows.flat(), [rows.length, rows[0]?.length ?? 0]);
}

/** Named numbers as scalar tensors; what is undefined is left out. */
export function scalars(values: Readonly<Record<string, number | undefined>>): Record<string, HostTensor> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, scalarTensor(value)]],
    ),
  );
}
