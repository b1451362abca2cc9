import { hostTensor, scalarTensor, type Backend } from '@stepgrpo/tensor';
import { stepGrpoLoss, type StepGrpoBatch } from '../objective/step-grpo-loss';
import { closeCheck, exactCheck, type Check } from './check';
import { evaluate, matrix } from './evaluate';
import type { CaseReader } from './json';
import { r1vlLogProbChecks } from './log-probs';

/** R1-VL's own trainer. Where it computes NaN (a group of one), ours refuses the group; the suite of advantages checks that. */
export async function r1vlChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const config = given.record('config');
  if (config.has('kind')) return r1vlLogProbChecks(given, backend);
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const advantages = (expected.has('advantages') ? expected : inputs).list('advantages');
  const mask = inputs.rows('completion_mask');
  const result = await evaluate(
    backend,
    ({ logProbs }: { readonly logProbs: Parameters<typeof stepGrpoLoss>[0] }, batch: StepGrpoBatch) =>
      stepGrpoLoss(logProbs, batch),
    {
      variables: { logProbs: matrix(inputs.rows('logps')) },
      batch: {
        mask: matrix(mask),
        advantages: hostTensor(advantages),
        rows: scalarTensor(mask.length),
        refLogProbs: matrix(inputs.rows('ref_logps')),
        klCoefficient: scalarTensor(config.number('beta')),
      },
    },
  );
  return [
    closeCheck('loss', [result.loss], [expected.number('loss')]),
    closeCheck('grad_logps', result.gradients['logProbs'] ?? [], expected.rows('grad_logps').flat()),
    closeCheck('metric kl', [result.metrics['kl'] ?? NaN], [expected.record('metrics').number('kl')]),
    exactCheck(
      'rows',
      mask.length === advantages.length,
      `${mask.length} rows, ${advantages.length} advantages`,
    ),
  ];
}
