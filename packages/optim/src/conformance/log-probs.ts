import { hostTensor, type Backend, type HostTensor } from '@stepgrpo/tensor';
import { tokenLogProbs } from '../objective/token-log-probs';
import { closeCheck, type Check } from './check';
import type { CaseReader } from './json';
import { vectorJacobian } from './vjp';

/** A list of lists as a float32 tensor. */
export function tensorOf({
  shape,
  values,
}: {
  readonly shape: number[];
  readonly values: number[];
}): HostTensor {
  return hostTensor(values, shape);
}

/** TRL: log-probabilities and entropies of given tokens, and how both depend on the logits. */
export async function trlLogProbChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const temperature = given.record('config').number('temperature');
  const run = (cotangents: Record<string, HostTensor>) =>
    vectorJacobian(backend, ({ logits }, { ids }) => ({ ...tokenLogProbs(logits!, ids!, { temperature }) }), {
      variables: { logits: tensorOf(inputs.array('logits')) },
      constants: { ids: tokenIds(inputs.array('completion_ids')) },
      cotangents,
    });
  const byLogProbs = await run({ logProbs: tensorOf(inputs.array('cotangent_logps')) });
  const byEntropies = await run({ entropies: tensorOf(inputs.array('cotangent_entropies')) });
  const values = (key: string): number[] => expected.array(key).values;
  return [
    closeCheck('logps', byLogProbs.outputs['logProbs'] ?? [], values('logps')),
    closeCheck('entropies', byLogProbs.outputs['entropies'] ?? [], values('entropies')),
    closeCheck(
      'grad_logits_from_logps',
      byLogProbs.gradients['logits'] ?? [],
      values('grad_logits_from_logps'),
    ),
    closeCheck(
      'grad_logits_from_entropies',
      byEntropies.gradients['logits'] ?? [],
      values('grad_logits_from_entropies'),
    ),
  ];
}

/** R1-VL: the same of whole sequences, each token judged by the logits before it, at temperature 1. */
export async function r1vlLogProbChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const logits = inputs.array('logits');
  const [rows, length, vocabulary] = logits.shape as [number, number, number];
  const { outputs, gradients } = await vectorJacobian(
    backend,
    (variables, { ids }) => {
      const before = variables['logits']!.slice([0, 0, 0], [rows, length - 1, vocabulary]);
      return { logProbs: tokenLogProbs(before, ids!.slice([0, 1], [rows, length - 1])).logProbs };
    },
    {
      variables: { logits: tensorOf(logits) },
      constants: { ids: tokenIds(inputs.array('input_ids')) },
      cotangents: { logProbs: tensorOf(inputs.array('cotangent')) },
    },
  );
  return [
    closeCheck('logps', outputs['logProbs'] ?? [], expected.array('logps').values),
    closeCheck('grad_logits', gradients['logits'] ?? [], expected.array('grad_logits').values),
  ];
}

function tokenIds({ shape, values }: { readonly shape: number[]; readonly values: number[] }): HostTensor {
  return hostTensor(Int32Array.from(values), shape);
}
