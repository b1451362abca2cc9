import { tf, type HostTensor } from '@stepgrpo/tensor';
import type { PolicyProgram } from '../policy/policy-program';
import { readRows } from './case-rows';
import { compare, type Check } from './check';
import type { CaseContext } from './model-cases';
import { runOnce } from './run-once';

interface LossArguments<T> {
  readonly weights: Readonly<Record<string, T>>;
  readonly inputs: Readonly<Record<string, T>>;
}

/** Gradients of the mean cross entropy by every weight, elementwise where the folder has them and by norm for all. */
export async function gradientChecks(context: CaseContext, name: string): Promise<readonly Check[]> {
  const { folder, policy, backend } = context;
  const norms = folder.description.cases[name]?.grad_norms;
  const prefix = `${name}.grad.`;
  const stored = folder.names.filter((tensor) => tensor.startsWith(prefix));
  if (norms === undefined && stored.length === 0) return [];
  const rows = await readRows(folder, policy.config, name);
  const { inputs } = policy.collate(rows);
  const gradients = await runOnce(
    backend,
    { weights: policy.weights, inputs },
    lossGradients(policy.program),
  );
  const checks: Check[] = [];
  for (const tensor of stored) {
    const weight = tensor.slice(prefix.length);
    const expected = await folder.read(tensor);
    const largest = (expected.data as Float32Array).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const actual = (gradients as Readonly<Record<string, HostTensor>>)[weight]?.data ?? [];
    checks.push(compare(`grad ${weight}`, actual, expected.data, 2e-4 * largest + 1e-6));
  }
  const relative = folder.description.tolerances.grad_norms_relative;
  for (const [weight, expected] of Object.entries(norms ?? {})) {
    const actual = (gradients as Readonly<Record<string, HostTensor>>)[weight]?.data ?? [];
    const norm = Math.sqrt((actual as Float32Array).reduce((sum, value) => sum + value * value, 0));
    checks.push(compare(`grad norm ${weight} (relative)`, [norm / expected], [1], relative));
  }
  return checks;
}

function lossGradients(program: PolicyProgram) {
  return ({ weights, inputs }: LossArguments<tf.Tensor>): Readonly<Record<string, tf.Tensor>> => {
    const names = Object.keys(weights);
    const gradients = tf.grads((...values: tf.Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor]));
      const total = tf.sum(program.logProbs(named, inputs));
      return tf.neg(tf.div(total, tf.sum(inputs['completionMask'] as tf.Tensor)));
    })(Object.values(weights));
    return Object.fromEntries(names.map((name, i) => [name, gradients[i] as tf.Tensor]));
  };
}
