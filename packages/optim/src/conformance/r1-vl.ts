import { hostTensor, scalarTensor, type Backend, type tf } from '@stepgrpo/tensor';
import { stepGrpoLoss, type StepGrpoBatch } from '../objective/step-grpo-loss';
import { closeCheck, type Check } from './check';
import { evaluate, matrix } from './evaluate';
import type { CaseReader } from './json';
import { r1vlLogProbChecks } from './log-probs';

/** R1-VL's own trainer. */
export async function r1vlChecks(given: CaseReader, backend: Backend): Promise<Check[]> {
  const config = given.record('config');
  if (config.has('kind')) return r1vlLogProbChecks(given, backend);
  const [inputs, expected] = [given.record('inputs'), given.record('expected')];
  const mask = inputs.rows('completion_mask');
  const loss = ({ logProbs }: { readonly logProbs: tf.Tensor }, batch: StepGrpoBatch) =>
    stepGrpoLoss(logProbs, batch);
  const result = await evaluate(backend, loss, {
    variables: { logProbs: matrix(inputs.rows('logps')) },
    batch: {
      mask: matrix(mask),
      advantages: hostTensor((expected.has('advantages') ? expected : inputs).list('advantages')),
      rows: scalarTensor(mask.length),
      refLogProbs: matrix(inputs.rows('ref_logps')),
      klCoefficient: scalarTensor(config.number('beta')),
    },
  });
  return [
    closeCheck('loss', [result.loss], [expected.number('loss')]),
    closeCheck('grad_logps', result.gradients['logProbs'] ?? [], expected.rows('grad_logps').flat()),
    closeCheck('metric kl', [result.metrics['kl'] ?? NaN], [expected.record('metrics').number('kl')]),
  ];
}
